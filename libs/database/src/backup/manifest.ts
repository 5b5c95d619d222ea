import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { StartupError, errorText } from '../startup-error.js';
import { archivedSegments, segmentsBetween } from './archive.js';

export const MANIFEST = 'manifest.json';
/** Holds the files of the cluster within a backup. */
export const FILES = 'cluster';
/** Opens the cluster once it is restored. */
export const PASSWORD = 'owner-password';

interface BackedUpFile {
  /** Within the backup. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** What a backup says of itself. It is written when everything else is on the disk. */
export interface Manifest {
  readonly name: string;
  /** When it began, and from when on it can be restored to any time; ISO 8601. */
  readonly startedAt: string;
  readonly completeAt: string;
  /** For example "18.4". */
  readonly postgres: string;
  /** The segments of the log without which it can't be restored. */
  readonly firstSegment: string;
  readonly lastSegment: string;
  readonly folders: readonly string[];
  readonly files: readonly BackedUpFile[];
}

/** The backups in a folder that were completed, oldest first. Others are not looked at. */
export async function completeBackups(backupDir: string): Promise<Manifest[]> {
  const names = await readdir(backupDir).catch(() => []);
  const found: Manifest[] = [];
  for (const name of names) {
    const file = path.join(backupDir, name, MANIFEST);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined && !name.endsWith('.part')) found.push(read(text, file));
  }
  return found.toSorted((one, other) => (one.startedAt < other.startedAt ? -1 : 1));
}

/**
 * Looks at every byte of a backup, and whether the log that belongs to it was saved.
 *
 * @throws StartupError naming the first thing that is missing or differs
 */
export async function refuseDamaged(backupDir: string, manifest: Manifest): Promise<void> {
  for (const { path: name, size } of manifest.files) {
    const file = path.join(backupDir, manifest.name, name);
    const found = await stat(file).catch(() => undefined);
    if (found === undefined) throw damaged(manifest, `${name} is missing`);
    if (found.size !== size) throw damaged(manifest, `${name} has another length`);
  }
  const saved = new Set(await archivedSegments(backupDir));
  const wanted = segmentsBetween(manifest.firstSegment, manifest.lastSegment);
  const missing = wanted.find((segment) => !saved.has(segment));
  if (missing !== undefined) throw damaged(manifest, `wal/${missing}.gz is missing`);
  for (const { path: name, sha256 } of manifest.files) {
    const digest = await digestOf(path.join(backupDir, manifest.name, name));
    if (digest !== sha256) throw damaged(manifest, `${name} was altered`);
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes: Buffer = part;
    hash.update(bytes);
  }
  return hash.digest('hex');
}

function damaged({ name }: Manifest, what: string): StartupError {
  return new StartupError(
    `Backup ${name} is not whole: ${what}. Nothing was restored. Name an older one by --backup.`,
  );
}

function read(text: string, file: string): Manifest {
  try {
    const { digest, ...manifest }: Manifest & { readonly digest: string } = JSON.parse(text);
    if (digest === digestOfManifest(manifest)) return manifest;
    throw new Error('its digest differs');
  } catch (error) {
    throw new StartupError(
      `${file} can't be read (${errorText(error)}). Move its backup out of the folder.`,
    );
  }
}

/** The manifest as it is written, under a digest of its own. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, digest: digestOfManifest(manifest) })}\n`;
}

function digestOfManifest(manifest: Manifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
}
