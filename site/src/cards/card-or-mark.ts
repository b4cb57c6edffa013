import type { CardView, DrawCard } from '../content/queries/cards'
import { drawCard } from './draw'
import mark from './mark.png?inline'

/** Draws a card; when that fails, gives the school's mark, so that a card never stops a build. */
export async function cardOrMark(card: CardView, draw: DrawCard = drawCard): Promise<Uint8Array> {
  try {
    return await draw(card)
  } catch (error) {
    console.warn(`The card of “${card.title}” could not be drawn, and shows the school’s mark:`, error)
    return Buffer.from(mark.slice(mark.indexOf(',') + 1), 'base64')
  }
}
