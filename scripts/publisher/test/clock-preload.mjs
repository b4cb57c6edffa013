// For tests: `node --import` of this file gives a process a clock of its own. TEST_CLOCK names a file with the milliseconds by
// which it is ahead of the real one, and is read again whenever it is asked for the time.
import { readFileSync } from 'node:fs'
import process from 'node:process'

const file = process.env.TEST_CLOCK
const RealDate = Date
let offset = 0

function now() {
  // Empty while it is being written.
  if (file) offset = Number(readFileSync(file, 'utf8') || offset)
  return RealDate.now() + offset
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
})
