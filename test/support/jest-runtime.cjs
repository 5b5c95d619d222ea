// To load Nest, TypeORM and our own sources takes longer than most specs. So they are loaded once for each worker of jest and not
// once for each spec, which alone is loaded anew, with what stands beside it in test/. No spec replaces a module of ours, so none
// can tell; what a module keeps in memory it keeps for several applications, as it must anyway.
const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');
const { esmPackages } = require('./jest-environment.cjs');

/** Our sources, but for specs. */
const SHARED_FILE = /\/(?:apps|libs)\/[^/]+\/src\/(?!.*spec\.ts$)/;
const NOT_A_PACKAGE = /^(?:\.|\/|@app\/|@simpul\/|@jest\/)/;

const sharedModules = new Map();
const sourceMaps = new Map();

class SharingRuntime extends Runtime {
  constructor(...settings) {
    super(...settings);
    const { watch, watchAll } = settings.at(-1);
    this.mayShareFiles = !watch && !watchAll;
  }

  /** Also of what a shared module asks for only when the spec that loaded it is over. */
  requireModuleOrMock(from, name) {
    if (NOT_A_PACKAGE.test(name)) return super.requireModuleOrMock(from, name);
    return esmPackages.get(name) ?? createRequire(from)(name);
  }

  requireModule(from, name, options, isActual) {
    if (options?.isInternalModule) return super.requireModule(from, name, options, isActual);
    if (name !== undefined && !NOT_A_PACKAGE.test(name)) {
      return esmPackages.get(name) ?? createRequire(from)(name);
    }
    const file = this._resolution.resolveCjs(from, name);
    if (!this.mayShareFiles || !SHARED_FILE.test(file)) {
      return super.requireModule(from, name, options, isActual);
    }
    if (!sharedModules.has(file)) {
      super.requireModule(from, name, options, isActual);
      sharedModules.set(file, this.registries.getActiveCjsRegistry().get(file));
    }
    return sharedModules.get(file).exports;
  }

  /** Of what an earlier spec loaded too: stacks lead through it. */
  getSourceMaps() {
    const maps = super.getSourceMaps();
    for (const [file, map] of sourceMaps) maps.set(file, map);
    return maps;
  }

  teardown() {
    for (const [file, map] of super.getSourceMaps()) {
      if (sharedModules.has(file)) sourceMaps.set(file, map);
    }
    super.teardown();
  }
}

module.exports = { __esModule: true, default: SharingRuntime };
