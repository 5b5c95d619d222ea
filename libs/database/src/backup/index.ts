export { backUp } from './back-up.js';
export type { BackUpOptions } from './back-up.js';
export { restore } from './restore.js';
export type { Restored, RestoreOptions } from './restore.js';
export type { Manifest } from './manifest.js';
