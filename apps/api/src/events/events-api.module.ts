import { Module } from '@nestjs/common';

import { EventWatch } from './event-watch.js';
import { EventsController } from './events.controller.js';

@Module({ controllers: [EventsController], providers: [EventWatch] })
export class EventsApiModule {}
