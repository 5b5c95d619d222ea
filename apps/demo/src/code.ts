import { demoTotpCode, demoTotpSecret } from './credentials.js';

/** `npm run demo:code -- NAME` prints the code that the authenticator app of somebody in the demo shows now. */
const [username] = process.argv.slice(2);
if (username === undefined) {
  process.stderr.write('Usage: npm run demo:code -- dewi.operator\n');
  process.exitCode = 1;
} else {
  process.stdout.write(`${demoTotpCode(username.toLowerCase())}\n`);
  process.stderr.write(
    `Good for half a minute, once; the secret is ${demoTotpSecret(username.toLowerCase())}\n`,
  );
}
