/** The release; a spec compares it with package.json. */
export const VERSION = '0.2.0';
