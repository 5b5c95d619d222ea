export * from './prefixes.js';
export * from './type-id.js';
export * from './uuid.js';
