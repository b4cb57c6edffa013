import { type Finding, findingOf } from './finding'
import type { FormValues } from './form-values'
import type { Reference } from './references'

/** What a slot asks of its picture: its width in pixels, and how wide it is for its height. */
interface Slot {
  minWidth: number
  shape: readonly [narrowest: number, widest: number]
}

/** Twice the widest room that the layout has in CSS pixels for screens with two pixels to each, up to 1200. */
const wide: Slot = { minWidth: 1200, shape: [0.75, 3] }
const slots: Record<string, Slot> = {
  hero: wide,
  picture: wide,
  'dayInClass.picture': { minWidth: 800, shape: [0.5, 3] },
  photo: { minWidth: 480, shape: [0.5, 1.6] },
  // The card of a shared link: https://developers.facebook.com/docs/sharing/webmasters/images
  'meta.image': { minWidth: 600, shape: [1.2, 3] },
  defaultImage: { minWidth: 600, shape: [1.2, 3] },
}
const inText: Slot = { minWidth: 640, shape: [0.3, 6] }

/** The alternative text, the size and the shape of the pictures that a document shows. `pictureOf` returns a row of media. */
export function checkPictures(
  references: readonly Reference[],
  pictureOf: (id: string) => FormValues | undefined,
): Finding[] {
  return references.flatMap(({ field, kind, id, isInText }) => {
    const picture = kind === 'image' ? pictureOf(id) : undefined
    if (!picture) return []
    const name = `The picture ${String(picture.filename)}`
    return [...checkAlternative(field, name, picture), ...checkSize(field, name, picture, isInText)]
  })
}

function checkAlternative(field: string, name: string, { alt, decorative }: FormValues): Finding[] {
  if (decorative || (typeof alt === 'string' && alt.trim() !== '')) return []
  const message = `${name} has no alternative text, so visitors who cannot see it miss what it shows. Open it under Media, and say what it shows or tick “Decorative”.`
  return [findingOf('missing-alt-text', field, message)]
}

function checkSize(field: string, name: string, { width, height }: FormValues, isInText: boolean): Finding[] {
  const slot = isInText ? inText : slots[field]
  if (!slot || typeof width !== 'number' || typeof height !== 'number' || height === 0) return []
  const [narrowest, widest] = slot.shape
  const shape = width / height
  const size = `${width} by ${height} pixels`
  return [
    ...(width < slot.minWidth
      ? [
          findingOf(
            'small-picture',
            field,
            `${name} has ${size}, and is shown up to ${slot.minWidth} wide here, so it looks blurred. Choose a larger one.`,
          ),
        ]
      : []),
    ...(shape < narrowest || shape > widest
      ? [
          findingOf(
            'picture-shape',
            field,
            `${name} has ${size}, which is too ${shape < narrowest ? 'narrow' : 'flat'} for this place. Choose one of another shape, or cut it.`,
          ),
        ]
      : []),
  ]
}
