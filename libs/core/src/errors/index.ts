export * from './codes.js';
export * from './invariant.js';
export * from './result.js';
