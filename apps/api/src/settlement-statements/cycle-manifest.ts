import { createHash } from 'node:crypto';
import { encodeId, formatSen } from '@app/core';
import type { CycleReport, CycleStatementService } from '@app/settlement';
import { settlementCsv } from './statement-csv.js';
import { CSV, fileNameOf, XML } from './statement-files.js';

/** In the header of the signature: what kind of document it is. */
export const MANIFEST_TYPE = 'simpul-cycle-manifest+jws';

interface ManifestFile {
  name: string;
  media_type: string;
  bytes: number;
  sha256: string;
}

/** What a cycle came to and by which files it was told, for whoever has to prove it later. */
export interface CycleManifest {
  kind: 'cycle_manifest';
  version: 1;
  issuer: string;
  network_id: string;
  cycle_id: string;
  cycle_number: number;
  state: string;
  opened_at: string;
  closed_at: string | null;
  /** When the last thing in it happened. */
  as_of: string;
  first_batch: string;
  last_batch: string | null;
  /** The ledger's hash chain at the cycle's last batch, 64 hex digits; null before a network's first batch. */
  chain_head: string | null;
  /** In rupiah with two decimals; what a cooperative owes is positive. */
  nets: { cooperative_id: string; net: string; leg_count: string }[];
  files: ManifestFile[];
}

/** A manifest as it is signed, and what is in it. */
export interface ManifestReply {
  object: 'cycle_manifest';
  /** Compact JWS (ES256) over exactly `manifest`, under a key of `GET /.well-known/jwks.json`. */
  jws: string;
  manifest: CycleManifest;
}

/** Name and content of pacs.009 of a cycle; undefined when nobody owes anything. */
export async function instructionsFile(
  report: CycleReport,
  service: CycleStatementService,
): Promise<{ readonly name: string; readonly content: Buffer } | undefined> {
  const xml = await service.pacs009(report);
  if (xml === undefined) return undefined;
  return {
    name: `siklus-${report.netted.cycle.number}.pacs009.xml`,
    content: Buffer.from(xml),
  };
}

/**
 * The manifest of the statements in a report; of all of them, the instructions too. Of each statement the CSV and the
 * camt.053 file, which are the same byte for byte whenever they are made from the same facts.
 */
export async function manifestOf(
  report: CycleReport,
  service: CycleStatementService,
  options: { readonly issuer: string; readonly isWhole: boolean },
): Promise<CycleManifest> {
  const { netted, network, statements, chainHash, asOf } = report;
  const { cycle } = netted;
  const files: ManifestFile[] = [];
  for await (const { statement, message } of service.camt053s(report)) {
    const name = fileNameOf(statement);
    files.push(
      fileOf(`${name}.csv`, CSV, Buffer.from(settlementCsv(statement))),
      fileOf(`${name}.camt053.xml`, XML, Buffer.from(message)),
    );
  }
  const instructions = options.isWhole ? await instructionsFile(report, service) : undefined;
  if (instructions !== undefined) files.push(fileOf(instructions.name, XML, instructions.content));
  return {
    kind: 'cycle_manifest',
    version: 1,
    issuer: options.issuer,
    network_id: encodeId('net', network.uid),
    cycle_id: encodeId('cyc', cycle.uid),
    cycle_number: cycle.number,
    state: cycle.state,
    opened_at: cycle.openedAt.toISOString(),
    closed_at: cycle.closedAt?.toISOString() ?? null,
    as_of: asOf.toISOString(),
    first_batch: cycle.firstBatch.toString(),
    last_batch: cycle.lastBatch?.toString() ?? null,
    chain_head: chainHash,
    nets: statements.map(({ cooperative, net, legCount }) => ({
      cooperative_id: encodeId('coop', cooperative.uid),
      net: formatSen(net),
      leg_count: legCount.toString(),
    })),
    files,
  };
}

function fileOf(name: string, type: string, content: Buffer): ManifestFile {
  return {
    name,
    media_type: type,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  };
}
