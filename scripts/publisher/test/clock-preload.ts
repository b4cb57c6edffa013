// For tests: `node --import` of this file gives a process a clock of its own. TEST_CLOCK names a file with the milliseconds by
// which it is ahead of the real one; the file is read again at each use of the clock. Node runs this file itself: erasable
// TypeScript only.
import { readFileSync } from 'node:fs'
import process from 'node:process'

const file = process.env.TEST_CLOCK
const RealDate = Date
let offset = 0

function now(): number {
  // Empty while it is being written.
  if (file) offset = Number(readFileSync(file, 'utf8') || offset)
  return RealDate.now() + offset
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length > 0 ? args : [now()], newTarget) as Date,
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver): unknown => (name === 'now' ? now : Reflect.get(target, name, receiver)),
})
