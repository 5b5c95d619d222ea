export * from './sen.js';
export * from './share.js';
