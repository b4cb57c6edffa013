import process from 'node:process'

// Started with the address of compiled templates and a channel to the publisher. When that closes, nobody waits any more.
process.once('disconnect', () => process.exit(0))

const [entry = ''] = process.argv.slice(2)
const { site } = /** @type {{ site: import('site/bundle').SiteBundle }} */ (await import(entry))

process.on('message', (/** @type {Parameters<import('site/bundle').DrawCard>[0]} */ card) => {
  site.drawCard(card).then(
    (bytes) => process.send?.({ bytes }),
    (/** @type {Error} */ { message }) => process.send?.({ message }),
  )
})
