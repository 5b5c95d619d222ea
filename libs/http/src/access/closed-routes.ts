import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { isRoute } from './access-rule.js';
import { doorsOf } from './route-doors.js';

/** Stops the start where a route has no `@Access`: nothing is open by omission. */
@Injectable()
export class ClosedRoutes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const missing: string[] = [];
    for (const { metatype } of this.discovery.getControllers()) {
      if (typeof metatype !== 'function') continue;
      const prototype: object = metatype.prototype;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler: unknown = Reflect.get(prototype, name);
        if (!isRoute(handler)) continue;
        if (doorsOf(handler)?.access === undefined) missing.push(`${metatype.name}.${name}`);
      }
    }
    if (missing.length > 0) throw new Error(`routes without @Access: ${missing.join(', ')}`);
  }
}
