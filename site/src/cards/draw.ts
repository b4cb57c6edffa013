import { cardSize } from '../content/queries/cards'
import type { CardView, DrawCard } from '../content/queries/cards'
import { backdrop } from './backdrop'
import { legible } from './card-text'
import mark from './mark.png?inline'

/**
 * Draws a card as PNG; the same card gives the same bytes. The drawing libraries take half a second to load and 130 MB that
 * are never freed, so they are loaded with the first card.
 */
export const drawCard: DrawCard = async (card) => {
  const [{ default: satori }, { default: sharp }, { cardFonts }, { CardWords }] = await Promise.all([
    import('satori'),
    import('sharp'),
    import('./fonts'),
    import('./CardWords'),
  ])
  const missing = new Set<string>()
  const words = (shown: CardView) =>
    satori(CardWords({ card: shown }), {
      ...cardSize,
      fonts: cardFonts,
      loadAdditionalAsset: (_language, segment) => {
        for (const character of segment) missing.add(character)
        return Promise.resolve([])
      },
    })
  let shown = legible(card)
  let text = await words(shown)
  if (missing.size > 0) {
    shown = legible(card, missing)
    text = await words(shown)
  }
  const { width, height } = cardSize
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${backdrop(shown)}${text}</svg>`
  return sharp(Buffer.from(picture))
    .png({ palette: true, colors: 64, dither: 0, effort: 1, compressionLevel: 6 })
    .toBuffer()
}

/** The school's mark, in the size of a card: for cards that cannot be drawn. */
export const cardMark: Uint8Array = Buffer.from(mark.slice(mark.indexOf(',') + 1), 'base64')
