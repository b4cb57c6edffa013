// A date picker works in the browser's time zone. A wall time is the `Date` that shows, in that zone, what the clocks
// of another zone show.

/** The clocks of `timeZone` at a moment (ISO 8601). Without a zone, those of the browser. */
export function toWallTime(moment: string, timeZone: string | undefined): Date {
  const date = new Date(moment)
  if (!timeZone) return date
  const clock = new Date(date.getTime() + offsetAt(date.getTime(), timeZone))
  return new Date(
    clock.getUTCFullYear(),
    clock.getUTCMonth(),
    clock.getUTCDate(),
    clock.getUTCHours(),
    clock.getUTCMinutes(),
    clock.getUTCSeconds(),
  )
}

/** The moment, in ISO 8601, at which the clocks of `timeZone` show a wall time; the first of two. */
export function fromWallTime(wall: Date, timeZone: string | undefined): string {
  if (!timeZone) return wall.toISOString()
  const clock = Date.UTC(
    wall.getFullYear(),
    wall.getMonth(),
    wall.getDate(),
    wall.getHours(),
    wall.getMinutes(),
    wall.getSeconds(),
  )
  return momentAt(clock, timeZone)
}

/** The same for the value of an input of a day and a time, `2026-12-01T10:00`. */
export const fromWallText = (wall: string, timeZone: string | undefined): string =>
  timeZone ? momentAt(Date.parse(`${wall}Z`), timeZone) : new Date(wall).toISOString()

/** What such an input shows at a moment. */
export const toWallText = (moment: number, timeZone: string | undefined): string =>
  new Date(moment + (timeZone ? offsetAt(moment, timeZone) : -60_000 * new Date(moment).getTimezoneOffset()))
    .toISOString()
    .slice(0, 16)

/** `clock`: what the clocks show, as ms since 1970 of a clock in UTC. */
function momentAt(clock: number, timeZone: string): string {
  const near = clock - offsetAt(clock, timeZone)
  return new Date(clock - offsetAt(near, timeZone)).toISOString()
}

/** How far the clocks of `timeZone` are ahead of UTC, in ms. */
function offsetAt(moment: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  })
  const {
    year = 0,
    month = 1,
    day,
    hour,
    minute,
    second,
  } = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000
}
