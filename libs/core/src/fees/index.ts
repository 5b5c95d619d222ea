export * from './assess.js';
export * from './json.js';
export * from './presets.js';
export * from './schedule.js';
export * from './validate.js';
