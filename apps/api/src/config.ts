import { isIP } from 'node:net';
import type { SecretSettings } from '@app/access';
import { StartupError, type DatabaseEnvironment } from '@app/database';
import { LOG_LEVELS, type LogLevel, type RatesPerMinute } from '@app/http';

/** Everything that an operator may set. */
export interface ApiConfig {
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  /** Where the log is appended to; standard output unless told. */
  readonly logFile: string | undefined;
  readonly slowRequestMs: number;
  readonly trustedProxies: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly requestsMax: number;
  readonly rates: RatesPerMinute;
  /** By how many seconds the time of a request of SNAP BI may differ from the database's. */
  readonly snapToleranceSeconds: number;
  readonly drainSeconds: number;
  /** Where the embedded PostgreSQL keeps its data when no DATABASE_URL is set. */
  readonly dataDir: string;
  /** Where the embedded PostgreSQL saves its log, and backups are kept; nowhere unless told. */
  readonly backupDir: string | undefined;
  /** How many backups stay when another one is made. */
  readonly backupKeep: number;
  readonly databasePoolSize: number;
  /** Whether figures of the process (memory, event loop) are collected. */
  readonly processMetrics: boolean;
  /** Where traces are sent (OTLP over HTTP); nowhere unless told. */
  readonly tracesTo: string | undefined;
  /** Whether the timers run in this process too; off where workers of their own do. */
  readonly worker: boolean;
  /** Where clients reach this deployment, localhost unless told; tokens carry it as their issuer. */
  readonly publicUrl: string;
  /** Whether webhooks go to private addresses and by plain HTTP too. */
  readonly privateWebhooks: boolean;
  /** NODE_ENV=production: nothing starts that the whole world has the key to. */
  readonly production: boolean;
  /** Whether a PostgreSQL may be used that loses what it wrote. */
  readonly allowUnsafePostgres: boolean;
  /** As they were set; `loadAccessSecrets` of @app/access reads them. */
  readonly secrets: SecretSettings;
  /** As they were set; `connectionUrls` of @app/database reads them. */
  readonly database: DatabaseEnvironment;
}

export type Environment = Readonly<Record<string, string | undefined>>;

interface Variable<T> {
  readonly name: string;
  readonly fallback: T;
  /** Undefined when the text can't be used. */
  readonly read: (text: string) => T | undefined;
  readonly expected: string;
}

/**
 * Reads and checks the configuration. Unset and empty variables take their defaults.
 *
 * @throws StartupError listing every variable that can't be used, without its value
 */
export function readConfig(env: Environment): ApiConfig {
  const faults: string[] = [];
  const get = <T>(variable: Variable<T>): T => {
    const text = env[variable.name]?.trim();
    if (text === undefined || text === '') return variable.fallback;
    const value = variable.read(text);
    if (value !== undefined) return value;
    faults.push(`${variable.name} must be ${variable.expected}.`);
    return variable.fallback;
  };
  const port = get(integer('PORT', 3000, 0, 65_535));
  const config: ApiConfig = {
    host: get({ name: 'HOST', fallback: '127.0.0.1', read: hostName, expected: HOST_EXPECTED }),
    port,
    logLevel: get(option('LOG_LEVEL', 'info', LOG_LEVELS)),
    logFile: get(place('LOG_FILE', undefined, 'a file')),
    slowRequestMs: get(integer('SLOW_REQUEST_MS', 1_000, 1, 600_000)),
    trustedProxies: get({
      name: 'TRUSTED_PROXIES',
      fallback: [],
      read: proxies,
      expected: 'IP addresses or networks (10.0.0.0/8), separated by commas',
    }),
    corsOrigins: get({
      name: 'CORS_ORIGINS',
      fallback: [],
      read: origins,
      expected: 'origins such as https://app.example, separated by commas',
    }),
    requestsMax: get(integer('REQUESTS_MAX', 5_000, 1, 100_000)),
    rates: {
      address: get(integer('RATE_LIMIT_ADDRESS', 12_000, 0, 100_000_000)),
      principal: get(integer('RATE_LIMIT_PRINCIPAL', 1_200, 0, 100_000_000)),
      program: get(integer('RATE_LIMIT_PROGRAM', 12_000, 0, 100_000_000)),
      signIn: get(integer('RATE_LIMIT_SIGN_IN', 120, 0, 100_000_000)),
    },
    snapToleranceSeconds: get(integer('SNAP_TIMESTAMP_TOLERANCE', 300, 1, 3_600)),
    drainSeconds: get(integer('DRAIN_SECONDS', 20, 1, 600)),
    dataDir: get(place('DATA_DIR', 'data', 'a folder')),
    backupDir: get(place('BACKUP_DIR', undefined, 'a folder')),
    backupKeep: get(integer('BACKUP_KEEP', 7, 1, 1_000)),
    databasePoolSize: get(integer('DATABASE_POOL_SIZE', 10, 1, 500)),
    processMetrics: get(option('PROCESS_METRICS', 'on', ['on', 'off'])) === 'on',
    tracesTo: get(TRACES_TO),
    worker: get(option('WORKER', 'on', ['on', 'off'])) === 'on',
    publicUrl: get({
      name: 'PUBLIC_URL',
      fallback: new URL(`http://localhost:${port}`).origin,
      read: publicUrl,
      expected: 'the http or https address of this deployment, such as https://simpul.example',
    }),
    privateWebhooks: get(option('WEBHOOKS_PRIVATE', 'off', ['on', 'off'])) === 'on',
    production: env['NODE_ENV']?.trim() === 'production',
    allowUnsafePostgres: get(option('ALLOW_UNSAFE_POSTGRES', 'off', ['on', 'off'])) === 'on',
    secrets: secretsOf(env),
    database: {
      DATABASE_URL: env['DATABASE_URL'],
      MIGRATION_DATABASE_URL: env['MIGRATION_DATABASE_URL'],
      LEDGER_DATABASE_URL: env['LEDGER_DATABASE_URL'],
      ROLE_SECRET: env['ROLE_SECRET'],
    },
  };
  if (faults.length === 0) return config;
  throw new StartupError(
    `The configuration can't be used:\n${faults.map((f) => `  ${f}`).join('\n')}`,
  );
}

function secretsOf(env: Environment): SecretSettings {
  return {
    JWT_PRIVATE_KEY: env['JWT_PRIVATE_KEY'],
    JWT_PRIVATE_KEY_FILE: env['JWT_PRIVATE_KEY_FILE'],
    JWT_PREVIOUS_PUBLIC_KEY: env['JWT_PREVIOUS_PUBLIC_KEY'],
    JWT_PREVIOUS_PUBLIC_KEY_FILE: env['JWT_PREVIOUS_PUBLIC_KEY_FILE'],
    JWT_NEXT_PUBLIC_KEY: env['JWT_NEXT_PUBLIC_KEY'],
    JWT_NEXT_PUBLIC_KEY_FILE: env['JWT_NEXT_PUBLIC_KEY_FILE'],
    PERSONAL_DATA_KEY: env['PERSONAL_DATA_KEY'],
    PERSONAL_DATA_KEY_FILE: env['PERSONAL_DATA_KEY_FILE'],
    PERSONAL_DATA_PREVIOUS_KEY: env['PERSONAL_DATA_PREVIOUS_KEY'],
    PERSONAL_DATA_PREVIOUS_KEY_FILE: env['PERSONAL_DATA_PREVIOUS_KEY_FILE'],
    PIN_PEPPER: env['PIN_PEPPER'],
    PIN_PEPPER_FILE: env['PIN_PEPPER_FILE'],
  };
}

const HOST_EXPECTED = 'an address to listen on, such as 127.0.0.1, or 0.0.0.0 for all';

function hostName(text: string): string | undefined {
  return /^[A-Za-z0-9.:_-]{1,253}$/.test(text) ? text : undefined;
}

function httpAddress(text: string): string | undefined {
  return /^https?:\/\//.test(text) && URL.canParse(text) ? text : undefined;
}

function publicUrl(text: string): string | undefined {
  const address = httpAddress(text);
  return address === undefined ? undefined : new URL(address).origin;
}

const TRACES_TO: Variable<string | undefined> = {
  name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  fallback: undefined,
  read: httpAddress,
  expected: 'the http or https address of a receiver, such as http://127.0.0.1:4318',
};

function place<T extends string | undefined>(
  name: string,
  fallback: T,
  expected: string,
): Variable<string | T> {
  return { name, fallback, read: (text) => text, expected };
}

function integer(name: string, fallback: number, min: number, max: number): Variable<number> {
  return {
    name,
    fallback,
    read: (text) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
      return value !== undefined && value >= min && value <= max ? value : undefined;
    },
    expected: `a whole number from ${min} to ${max}`,
  };
}

function option<T extends string>(
  name: string,
  fallback: NoInfer<T>,
  options: readonly T[],
): Variable<T> {
  return {
    name,
    fallback,
    read: (text) => options.find((one) => one === text),
    expected: `one of ${options.join(', ')}`,
  };
}

function origins(text: string): readonly string[] | undefined {
  const list = text.split(',').map((entry) => entry.trim());
  return list.every((entry) => publicUrl(entry) === entry) ? list : undefined;
}

function proxies(text: string): readonly string[] | undefined {
  const list = text.split(',').map((entry) => entry.trim());
  return list.every(isNetwork) ? list : undefined;
}

/** An IP address, or a network as `10.0.0.0/8`. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}
