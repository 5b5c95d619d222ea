export * from './net.js';
export * from './settlement-plan.js';
