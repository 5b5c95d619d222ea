export * from './account-kind.js';
export * from './transfer-type.js';
