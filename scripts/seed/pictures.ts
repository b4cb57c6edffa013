import { readFileSync } from 'node:fs'
import sharp from 'sharp'

/** The drawings in pictures/, by file name, with what each shows. */
export const pictures: Record<string, string> = {
  'answer-sheet':
    'An answer sheet with half of its circles filled in, a pencil, and a clock with a third of its face shaded.',
  badge: 'An ID badge on a navy lanyard, with a pen and a small card that shows a heart.',
  'blood-pressure-cuff': 'A green blood pressure cuff, joined by two tubes to a round gauge and a hand bulb.',
  'claim-form': 'A claim form with one box circled in red, a purple pencil and a paper clip.',
  'counting-tray': 'A pill counting tray with white tablets in both halves, a spatula and an amber vial.',
  'ecg-strip':
    'An ECG strip with four beats. A bracket marks the four large boxes between two of the R waves.',
  'evening-desk': 'A desk at night: an open book under a lamp, a mug of coffee, and the moon in the window.',
  'headset-desk': 'A front desk with a headset, a screen that shows a week of visits, a keyboard and a mug.',
  'iv-bag': 'An IV bag on a stand, its tube running through a clamp, with a syringe and a page of sums.',
  mortar: 'A mortar and pestle between an amber bottle and a folded note with three tablets.',
  prescription:
    'A handwritten prescription with the DEA number AP5836727 circled in red, beside an amber vial.',
  receipt: 'A long receipt with its total underlined twice, a calculator and three stacks of coins.',
  'shot-card': 'A card of immunizations with four of six rows ticked, a syringe and a bandage.',
  tablet: 'A tablet with a simulation: a patient speaks, three answers stand below, and one is ticked.',
  'tube-rack':
    'Two blood culture bottles, then a rack of tubes with light blue, red, gold, green, lavender and gray stoppers, and a rolled wine tourniquet.',
}

/** A drawing as a picture that a photo could replace: 1600 by 900 pixels. */
export function rasterize(name: string): Promise<Buffer> {
  return sharp(readFileSync(new URL(`./pictures/${name}.svg`, import.meta.url)))
    .png({ palette: true })
    .toBuffer()
}
