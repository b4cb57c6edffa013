import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { userInfo } from 'node:os'
import type { CommandResponse, PublisherCommand } from 'shared-types'
import { runWithoutPublisher, sendCommand } from 'publisher/commands'
import { publisherSettings } from 'publisher/settings'
import { runCommand } from '../bootstrap/refusal.mjs'

const usage = `npm run rollback                   the releases that can be gone back to
npm run rollback -- 41 "why"       goes back to release 41, after asking; --yes does not ask
npm run rollback -- --resume       lets the site follow the CMS again
`
const shownPaths = 20

/** Goes back to an older release: through the running publisher, or on its folder when none is running. */
async function rollBack(args: string[]): Promise<number> {
  const settings = publisherSettings()
  const by = userInfo().username
  const send = async (command: PublisherCommand): Promise<CommandResponse> =>
    (await sendCommand(settings, command)) ?? (await runWithoutPublisher(settings.folder, command))
  const words = args.filter((arg) => !arg.startsWith('--'))
  if (args.includes('--help')) return print(usage)
  if (args.includes('--resume')) {
    return printOutcome(await send({ type: 'release.resume', data: { by, reason: words.join(' ') } }))
  }
  const [number, ...reason] = words
  if (number === undefined) return printReleases(await send({ type: 'publisher.look', data: {} }))
  const release = Number(number)
  if (!Number.isInteger(release) || release < 1) return print(`"${number}" is no release.\n${usage}`, 1)
  const compared = await send({ type: 'release.compare', data: { release } })
  if (!compared.ok) return printOutcome(compared)
  printComparison(compared)
  if (!args.includes('--yes') && !(await isConfirmed(`Go back to release ${release}?`))) return 1
  const command = { type: 'release.rollback', data: { release, by, reason: reason.join(' ') } } as const
  return printOutcome(await send(command))
}

function printReleases({ message, live, hold: freeze, releases = [] }: CommandResponse): number {
  console.log(message)
  if (freeze) {
    console.log(`Frozen at release ${freeze.release} since ${freeze.since} by ${freeze.by}. ${freeze.reason}`)
  }
  for (const { number, madeAt, pages } of releases) {
    console.log(`${number === live ? '* ' : '  '}${String(number).padStart(6)}  ${madeAt}  ${pages} pages`)
  }
  return print(`\n* is live.\n${usage}`)
}

function printComparison({ message, comparison }: CommandResponse): void {
  console.log(message)
  if (!comparison) return
  const titles = { changed: 'would change', restored: 'would come back', removed: 'would be gone' } as const
  for (const [name, title] of Object.entries(titles)) {
    const { count, paths } = comparison[name as keyof typeof titles]
    console.log(`${count} pages ${title}${count > 0 ? ':' : '.'}`)
    for (const path of paths.slice(0, shownPaths)) console.log(`  ${path}`)
    if (count > shownPaths) console.log(`  … and ${count - shownPaths} more`)
  }
}

async function isConfirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.log('There is no terminal to answer on. Add --yes to go on without a question.')
    return false
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${question} (yes/no) `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

const print = (text: string, code = 0): number => {
  console.log(text)
  return code
}

const printOutcome = ({ ok, message }: CommandResponse): number => print(message, ok ? 0 : 1)

await runCommand(() => rollBack(process.argv.slice(2)))
process.exit()
