import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { Access, Describes, Metrics, varying } from '@app/http';
import type { FastifyReply } from 'fastify';
import { Readiness, type ReadinessReport } from './readiness.js';

const READY: ReadinessReport = {
  ready: true,
  checks: {
    database: varying({ ok: true, ms: 1 }, { optional: ['ms'] }),
    migrations: varying({ ok: true }, { also: { ms: 2 } }),
    accepting: { ok: true },
  },
};

const METRICS_EXAMPLE = `# HELP simpul_nodejs_eventloop_lag_seconds Lag of event loop in seconds.
# TYPE simpul_nodejs_eventloop_lag_seconds gauge
simpul_nodejs_eventloop_lag_seconds 0.0012
`;

@Controller()
export class HealthController {
  constructor(
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get('livez')
  @Access({ scope: 'public' })
  @Describes({
    summary: 'Tell that the process runs',
    description:
      'Says nothing about the database: restarting this process would not bring it back.',
    success: { example: { alive: true } },
  })
  getLiveness(): { alive: true } {
    return { alive: true };
  }

  @Get('readyz')
  @Access({ scope: 'public' })
  @Describes({
    summary: 'Tell whether requests should be sent here',
    description: 'Answers 503 with the same body while one of the checks fails.',
    success: { example: READY },
  })
  async getReadiness(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessReport> {
    const report = await this.readiness.report();
    if (!report.ready) reply.code(503);
    return report;
  }

  @Get('metrics')
  @Access({ scope: 'public' })
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Describes({
    summary: 'Give the figures of this process to Prometheus',
    success: {
      description: 'Prometheus text format',
      mediaType: 'text/plain',
      example: METRICS_EXAMPLE,
    },
  })
  getMetrics(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
