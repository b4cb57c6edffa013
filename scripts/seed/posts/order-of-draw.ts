import type { PostContent } from '../content'
import { callout, courseCard, h2, h3, ol, p, pictureWithCaption, questions, table, ul } from '../rich-text'

export const orderOfDraw: PostContent = {
  slug: 'order-of-draw',
  title: 'The order of draw, and why it is not a matter of taste',
  excerpt:
    'Seven stops, always in the same order, each tube turned a set number of times. Here is the list and the reason behind each step.',
  hero: 'tube-rack',
  authors: ['marcus-bell'],
  reviewedBy: 'elena-ortiz',
  categories: ['phlebotomy', 'clinical-skills'],
  relatedCourses: ['phlebotomy', 'clinical-medical-assistant'],
  relatedPosts: ['phlebotomy-classes-henrico', 'sitting-an-nha-exam'],
  publishedDaysAgo: 48,
  meta: {
    title: 'Order of draw: tubes, turns and reasons',
    description:
      'The order of draw after CLSI GP41, how often to turn each tube, why the order matters, and how to learn it by heart.',
  },
  body: [
    p(
      'One needle, one arm, up to seven containers. You fill them in a fixed order. Change the order and the lab may report a number that is wrong, and nobody will see that it is.',
    ),
    h2('The list'),
    p(
      'This is the order of the CLSI standard GP41. “Turns” means gentle, full inversions: upside down and back is one.',
    ),
    table(
      ['Stop', 'Tube or bottle', 'Turns'],
      ['1', 'Blood culture', '8 to 10'],
      ['2', 'Light blue', '3 to 4'],
      ['3', 'Red', '0'],
      ['3', 'Gold', '5'],
      ['4', 'Green', '8 to 10'],
      ['5', 'Lavender', '8 to 10'],
      ['6', 'Gray', '8 to 10'],
    ),
    p('Red and gold share a stop. Plain red is not turned at all; gold is turned five times.'),
    pictureWithCaption('tube-rack', 'The same order on a tray, left to right.'),
    h2('Why this order'),
    h3('Clean things first'),
    p(
      'Blood cultures look for germs, so they must not meet anything else. They come first, when the needle is at its cleanest.',
    ),
    h3('Then clotting'),
    p(
      'The light blue tube holds a liquid that stops clotting, in an exact amount. It wants an exact amount of blood too. A half-filled one is thrown away by the lab, and you stick the patient again.',
    ),
    h3('Then what might spoil the rest'),
    p(
      'Later tubes hold additives that would ruin the earlier tests. A trace of the lavender additive in a gold tube can make potassium look high. A doctor could treat a patient for a problem that only the tubes had.',
    ),
    callout(
      'warning',
      'Never pour from tube to tube',
      p(
        'If one tube is short, do not top it up from another. You would mix the additives and ruin both. Say that it is short, and draw again.',
      ),
    ),
    h2('How to turn a tube'),
    ol(
      'Take it off the holder as soon as it is full.',
      'Turn your wrist until the tube is upside down. Let the air bubble travel the whole way.',
      'Turn it back. That is one.',
      'Count aloud until you have the number.',
    ),
    p(
      'Do not shake. Shaking breaks cells, and broken cells change the numbers. Do not wait either: in a tube that nobody turned, small clots form within a minute.',
    ),
    h2('A draw, start to finish'),
    p(
      'The order asks for a clotting test, a metabolic panel and a blood count. You lay out light blue, gold and lavender, left to right, before you touch the arm. You check the dates on the tubes.',
    ),
    p(
      'You ask for name and date of birth, and you read the wristband. Then you tie, find, clean, wait and stick. Light blue first, to the line. Four turns while gold fills. Gold comes off, five turns, and lavender goes on.',
    ),
    p(
      'Tourniquet off, gauze on, needle out, needle gone. Lavender gets its eight to ten turns. You label all three at the chair and read one label back to the patient. Only then do you leave.',
    ),
    h2('How to learn it'),
    ul(
      'Lay out real tubes with your eyes on the list, ten times.',
      'Lay them out with the list face down, ten times.',
      'Have someone call a test, and pick the tube.',
      'Teach it to a person who does not care. If they can repeat it, you know it.',
    ),
    p(
      'Rhymes help some people. Touch helps more: your hand learns the path along the tray, and on a long night your hand still knows it.',
    ),
    h2('What changes from place to place'),
    p(
      'Labs buy from different makers, and some colors have more than one kind. Your site’s own chart wins over this page. If they differ, follow theirs and ask why.',
    ),
    p(
      'In class you meet the list in week three, and you hear about it each week after. The [phlebotomy course](course:phlebotomy) shows the whole plan, and the [CPT exam](certification:cpt) asks about it.',
    ),
    courseCard('phlebotomy'),
    questions('Questions people ask', 'classmate-draw', 'faint'),
  ],
}
