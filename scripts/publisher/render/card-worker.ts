// Node runs this file itself: erasable TypeScript only.
import process from 'node:process'
import type { DrawCard, SiteBundle } from 'site/bundle'

/** What the publisher gets for each card that it sends. */
export type DrawnCard = { bytes: Uint8Array } | { message: string }

// Started with the URL of compiled templates and a channel to the publisher. When the channel closes, the publisher has ended.
process.once('disconnect', () => process.exit(0))

const [entry = ''] = process.argv.slice(2)
const { site } = (await import(entry)) as { site: SiteBundle }

const send = (drawn: DrawnCard) => process.send?.(drawn)

process.on('message', (card: Parameters<DrawCard>[0]) => {
  site.drawCard(card).then(
    (bytes) => send({ bytes }),
    ({ message }: Error) => send({ message }),
  )
})
