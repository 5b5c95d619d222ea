import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { Identity } from '@app/access';
import { invariant } from '@app/core';
import { Access, Caller, Describes } from '@app/http';
import { Directory } from '@app/participants';
import { NotificationService, type Reader } from '@app/payments';
import { ListNotificationsQuery, ReadNotificationsRequest } from './notification-requests.dto.js';
import {
  cursorText,
  NOTIFICATIONS_EXAMPLE,
  presentNotification,
  readCursor,
  READ_UP_TO_EXAMPLE,
  type NotificationsReply,
  type ReadUpToReply,
} from './present-notification.js';

@Controller('v1/me/notifications')
export class NotificationsController {
  constructor(
    private readonly notifications: NotificationService,
    private readonly directory: Directory,
  ) {}

  @Get()
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner'], scope: 'own_merchant' },
  )
  @Describes({
    summary: 'List what happened to my money and my PIN',
    description:
      'Newest first: every credit and debit of the wallet (a merchant’s sales, refunds and payouts), codes, lock-outs.',
    success: { example: NOTIFICATIONS_EXAMPLE },
    problems: ['cursor_invalid'],
  })
  async listMyNotifications(
    @Query() { limit, after }: ListNotificationsQuery,
    @Caller() caller: Identity,
  ): Promise<NotificationsReply> {
    const reader = await this.readerOf(caller);
    const cursor = after === undefined ? undefined : readCursor(after);
    const { notifications, next } = await this.notifications.feed(reader, limit, cursor);
    return {
      data: notifications.map(presentNotification),
      has_more: next !== undefined,
      ...(next !== undefined && { next_cursor: cursorText(next) }),
      unread_count: await this.notifications.unread(reader),
    };
  }

  @Post('read')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner'], scope: 'own_merchant' },
  )
  @Describes({
    summary: 'Mark notifications as read',
    description: 'All of them up to this time. A mark never moves back.',
    success: { example: READ_UP_TO_EXAMPLE },
  })
  async readMyNotifications(
    @Body() body: ReadNotificationsRequest,
    @Caller() caller: Identity,
  ): Promise<ReadUpToReply> {
    const reader = await this.readerOf(caller);
    const at = await this.notifications.markRead(reader, body.up_to);
    const unread = await this.notifications.unread(reader);
    return { object: 'notification_mark', read_up_to: at, unread_count: unread };
  }

  private async readerOf({ principal, member, merchant }: Identity): Promise<Reader> {
    const holder =
      member === null
        ? await this.directory.merchant(merchant ?? '')
        : await this.directory.member(member);
    invariant(holder !== undefined, 'a token names a member or merchant that is not there');
    return { person: principal, holder: holder.uid, wallet: holder.wallet };
  }
}
