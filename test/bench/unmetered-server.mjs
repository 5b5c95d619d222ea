// The service as it is, but nothing is counted or timed for Prometheus.
import 'reflect-metadata';
import { Counter, Histogram } from 'prom-client';
import { readConfig } from '../../dist/apps/api/src/config.js';
import { Metrics } from '../../dist/libs/http/src/observability/metrics.js';
import { serve } from './serve.mjs';

const nothing = () => undefined;
Metrics.prototype.observeRequest = nothing;
Metrics.prototype.countProblem = nothing;
Histogram.prototype.observeWithoutExemplar = nothing;
Counter.prototype.inc = nothing;

await serve(readConfig({ ...process.env, PROCESS_METRICS: 'off' }), 'metrics');
