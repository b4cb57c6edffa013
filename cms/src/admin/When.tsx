'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

const isToday = (date: Date) => date.toDateString() === new Date().toDateString()
const isThisYear = (date: Date) => date.getFullYear() === new Date().getFullYear()

/** `2:02 PM` for today, `Nov 23, 2:02 PM` for this year, otherwise with the year. */
const inWords = (iso: string, isShort: boolean) => {
  const date = new Date(iso)
  const time = { hour: 'numeric', minute: '2-digit' } as const
  if (isToday(date)) return date.toLocaleTimeString(undefined, time)
  const day = { month: 'short', day: 'numeric', year: isThisYear(date) ? undefined : 'numeric' } as const
  return date.toLocaleString(undefined, { ...day, ...(isShort ? {} : time) })
}

const inUtc = { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' } as const

/**
 * A time in the editor's time zone. The server does not know that zone, so its HTML shows UTC until the browser
 * hydrates it.
 */
export function When({ at, isShort = false }: { at: string; isShort?: boolean }) {
  const text = useSyncExternalStore(
    never,
    () => inWords(at, isShort),
    () => `${new Date(at).toLocaleString('en-US', inUtc)} UTC`,
  )
  return (
    <time dateTime={at} title={new Date(at).toUTCString()}>
      {text}
    </time>
  )
}

/** `0.4 s`, `12 s`, `3 min`. */
export const durationInWords = (ms: number) =>
  ms < 10_000
    ? `${(ms / 1000).toFixed(1)} s`
    : ms < 120_000
      ? `${Math.round(ms / 1000)} s`
      : `${Math.round(ms / 60_000)} min`
