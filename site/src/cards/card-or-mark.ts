import type { CardView, DrawCard } from '../content/queries/cards'
import { drawCard } from './draw'
import mark from './mark.png?inline'

/** The card, or the school's mark where it cannot be drawn: a picture for other sites never holds up this one. */
export async function cardOrMark(card: CardView, draw: DrawCard = drawCard): Promise<Uint8Array> {
  try {
    return await draw(card)
  } catch (error) {
    console.warn(`The card of “${card.title}” could not be drawn, and shows the school’s mark:`, error)
    return Buffer.from(mark.slice(mark.indexOf(',') + 1), 'base64')
  }
}
