import { AlertService, type Identity } from '@app/access';
import { Access, Caller, Describes, IdParam, pageExample, unwrap, type Page } from '@app/http';
import { Directory, NetworkService } from '@app/participants';
import { Controller, Get, Post, Query } from '@nestjs/common';

import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { AUDITOR, OPERATOR } from '../participants-access.js';
import { networkOf, TREASURY } from '../settlement-access.js';
import { ListAlertsQuery } from './list-alerts.dto.js';
import { ALERT_EXAMPLE, presentAlert, type AlertReply } from './present-alert.js';

@Controller('v1/alerts')
export class AlertsController {
  constructor(
    private readonly alerts: AlertService,
    private readonly networks: NetworkService,
    private readonly directory: Directory,
  ) {}

  @Get()
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'List what somebody has to look at',
    description:
      'Newest first: those of the caller’s cooperative, or of the whole network. One cause has one alert until it is ' +
      'cleared.',
    success: { example: pageExample([ALERT_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listAlerts(
    @Query() query: ListAlertsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<AlertReply>> {
    const network = await networkOf(this.networks, caller, query.network_id);
    const page = { ...uidPageOf(query, 'alr'), network: network.id, status: query.status };
    return pageByUid({
      rows: await this.alerts.list(caller, page),
      query,
      prefix: 'alr',
      uid: ({ uid }) => uid,
      present: (row) => presentAlert(row, network),
    });
  }

  @Post(':id/acknowledge')
  @Access(OPERATOR, TREASURY)
  @Describes({
    summary: 'Say that you see to an alert',
    description: 'The first who says so stays named; said again it changes nothing.',
    success: { example: ALERT_EXAMPLE },
    problems: ['not_found'],
  })
  async acknowledgeAlert(
    @IdParam('id', 'alr') id: string,
    @Caller() caller: Identity,
  ): Promise<AlertReply> {
    const alert = unwrap(await this.alerts.acknowledge(caller, id));
    return presentAlert(alert, await this.directory.network(alert.network));
  }
}
