export * from './bilateral-settlement.js';
export * from './net.js';
export * from './settlement-plan.js';
