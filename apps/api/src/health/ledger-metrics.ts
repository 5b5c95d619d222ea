import type { Metrics } from '@app/http';
import { Counter, Histogram } from 'prom-client';

const BATCH_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const BATCH_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** Counts what the posting engine commits: the function that the ledger calls after each batch. */
export function ledgerMetrics(metrics: Metrics): (transfers: number, milliseconds: number) => void {
  const registers = [metrics.registry];
  const transfers = new Counter({
    name: 'simpul_ledger_transfers_total',
    help: 'Transfers that were posted or refused',
    registers,
  });
  const sizes = new Histogram({
    name: 'simpul_ledger_batch_transfers',
    help: 'Transfers in a committed batch',
    buckets: BATCH_SIZES,
    registers,
  });
  const durations = new Histogram({
    name: 'simpul_ledger_batch_duration_seconds',
    help: 'Time from the lock of the head to the end of the commit',
    buckets: BATCH_SECONDS,
    registers,
  });
  return (count, milliseconds) => {
    transfers.inc(count);
    sizes.observe(count);
    durations.observe(milliseconds / 1000);
  };
}
