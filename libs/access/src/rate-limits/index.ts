export type { RateLimit, RateRule } from './rate-limit.js';
export { RateLimits } from './rate-limits.js';
