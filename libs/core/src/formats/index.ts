export * from './local-time.js';
export * from './masked-name.js';
export * from './month.js';
