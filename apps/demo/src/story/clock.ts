import { DemoError } from '../demo-error.js';
import type { PlayCalendar } from '../play/dates.js';
import type { Town } from './town.js';

/** The network's clock, which the play moves forward and which runs by itself in between. */
export class PlayClock {
  private shown = 0;
  private readAt = 0;

  constructor(
    private readonly town: Town,
    private readonly calendar: PlayCalendar,
  ) {}

  /** Where the clock stands without having been asked. */
  start(shown: Date): void {
    this.shown = shown.getTime();
    this.readAt = Date.now();
  }

  /** Moves on to a time of a day; stays where it is if that is past already. */
  async moveTo(day: number, time: string): Promise<void> {
    const wanted = this.calendar.at(day, time);
    if (wanted.getTime() <= this.shown + Date.now() - this.readAt) return;
    const reply = await this.town.moveClock(wanted);
    // The play may be slower than the time that it plays.
    if (reply.ok) this.start(new Date(reply.text('now')));
    else if (reply.code !== 'clock_backwards') {
      throw new DemoError(`The clock was not moved: ${reply.code}. ${reply.detail}`);
    }
  }
}
