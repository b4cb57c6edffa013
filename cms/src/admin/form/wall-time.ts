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
