export * from './accounts/index.js';
export * from './errors/index.js';
export * from './fees/index.js';
export * from './ids/index.js';
export * from './journal/index.js';
export * from './money/index.js';
export * from './netting/index.js';
export * from './states/index.js';
