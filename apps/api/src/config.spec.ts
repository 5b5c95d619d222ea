import { readFileSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '@app/database';
import { readConfig } from './config.js';
import { VERSION } from './version.js';

describe('the configuration', () => {
  it('needs no variable at all', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'info',
      drainSeconds: 20,
      trustedProxies: [],
      corsOrigins: [],
      allowUnsafePostgres: false,
      production: false,
    });
  });

  it('expects clients at the port that it listens on, unless told', () => {
    expect(readConfig({}).publicUrl).toBe('http://localhost:3000');
    expect(readConfig({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    expect(readConfig({ PORT: '80' }).publicUrl).toBe('http://localhost');
  });

  it('takes an empty variable as unset', () => {
    expect(readConfig({ PORT: ' ', LOG_LEVEL: '' })).toEqual(readConfig({}));
  });

  it('reads what was set', () => {
    const config = readConfig({
      HOST: '0.0.0.0',
      PORT: '8080',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      PUBLIC_URL: 'https://simpul.example/',
    });
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 8080,
      trustedProxies: ['10.0.0.0/8', '::1'],
      publicUrl: 'https://simpul.example',
    });
  });

  it('that is wrong names every variable at once and repeats no value', () => {
    const wrong = {
      HOST: 'bad host',
      PORT: '70000',
      LOG_LEVEL: 'loud',
      TRUSTED_PROXIES: 'everybody',
      CORS_ORIGINS: 'https://app.example/page',
      DRAIN_SECONDS: '-1',
      PUBLIC_URL: 'javascript:alert(1)',
    };
    let message = '';
    try {
      readConfig(wrong);
    } catch (error) {
      if (error instanceof StartupError) message = error.message;
    }
    for (const [name, value] of Object.entries(wrong)) {
      expect(message).toContain(`${name} must be`);
      expect(message).not.toContain(value);
    }
  });
});

describe('the version', () => {
  it('is that of package.json', () => {
    const file = path.join(import.meta.dirname, '../../../package.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: VERSION });
  });
});
