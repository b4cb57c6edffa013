import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { userInfo } from 'node:os'
import type { CommandResponse, PublisherCommand } from 'shared-types'
import { runCommand } from '../../bootstrap/refusal.mjs'
import { lockSiteFolder } from '../releases/lock'
import { openSiteFolder } from '../releases/site-folder'
import { Rollback } from './rollback'
import { sendCommand } from '../http/send-command'
import { publisherSettings } from './settings'
import { State } from './state'

const usage = `npm run rollback                   the releases that can be gone back to
npm run rollback -- 41 "why"       goes back to release 41, after asking; --yes does not ask
npm run rollback -- --resume       lets the site follow the CMS again
`

type Ask = (command: PublisherCommand) => Promise<CommandResponse>

/** Goes back to an older release: through the running publisher, or by itself when none is running. */
async function rollBack(args: string[]): Promise<number> {
  const settings = publisherSettings()
  const by = userInfo().username
  const ask: Ask = async (command) =>
    (await sendCommand(settings, command)) ?? (await withoutPublisher(settings.folder, command))
  const words = args.filter((arg) => !arg.startsWith('--'))
  if (args.includes('--help')) return say(usage)
  if (args.includes('--resume')) {
    return tell(await ask({ type: 'release.resume', data: { by, reason: words.join(' ') } }))
  }
  const [number, ...reason] = words
  if (number === undefined) return list(await ask({ type: 'publisher.look', data: {} }))
  const release = Number(number)
  if (!Number.isInteger(release) || release < 1) return say(`"${number}" is no release.\n${usage}`, 1)
  const compared = await ask({ type: 'release.compare', data: { release } })
  if (!compared.ok) return tell(compared)
  describe(compared)
  if (!args.includes('--yes') && !(await agreed(`Go back to release ${release}?`))) return 1
  return tell(await ask({ type: 'release.rollback', data: { release, by, reason: reason.join(' ') } }))
}

async function withoutPublisher(folder: string, { type, data }: PublisherCommand): Promise<CommandResponse> {
  const lock = lockSiteFolder(folder)
  const state = new State(join(folder, 'state.db'))
  try {
    // The CMS hears of it from the publisher that starts next.
    const rollback = new Rollback(openSiteFolder(folder), state, (report) => state.addReport(report))
    switch (type) {
      case 'release.compare':
        return await rollback.compare(data.release)
      case 'release.rollback':
        return await rollback.to(data.release, data.by, data.reason)
      case 'release.resume':
        return await rollback.resume(data.by)
      default:
        return rollback.answer(true, 'No publisher is running.')
    }
  } finally {
    state.close()
    lock.release()
  }
}

function list({ message, live, hold, releases = [] }: CommandResponse): number {
  console.log(message)
  if (hold) console.log(`Held at release ${hold.release} since ${hold.since} by ${hold.by}. ${hold.reason}`)
  for (const { number, madeAt, pages } of releases) {
    console.log(`${number === live ? '* ' : '  '}${String(number).padStart(6)}  ${madeAt}  ${pages} pages`)
  }
  return say(`\n* is live.\n${usage}`)
}

function describe({ message, comparison }: CommandResponse): void {
  console.log(message)
  if (!comparison) return
  const titles = { changed: 'would change', restored: 'would come back', removed: 'would be gone' } as const
  for (const [name, title] of Object.entries(titles)) {
    const { count, paths } = comparison[name as keyof typeof titles]
    console.log(`${count} pages ${title}${count > 0 ? ':' : '.'}`)
    for (const path of paths.slice(0, 20)) console.log(`  ${path}`)
    if (count > 20) console.log(`  … and ${count - 20} more`)
  }
}

async function agreed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.log('Nobody can answer here. Say --yes to go on without asking.')
    return false
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${question} (yes/no) `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

const say = (text: string, code = 0): number => {
  console.log(text)
  return code
}

const tell = ({ ok, message }: CommandResponse): number => say(message, ok ? 0 : 1)

await runCommand(() => rollBack(process.argv.slice(2)))
process.exit()
