import type { PostContent } from '../content'
import { callout, courseCard, h2, h3, ol, p, picture, questions, table, ul } from '../rich-text'

export const ivFlowRate: PostContent = {
  slug: 'iv-flow-rate-by-hand',
  title: 'How to work out an IV flow rate by hand',
  excerpt:
    'Two short formulas, three worked examples, and one habit that catches most mistakes. Bring a pencil.',
  hero: 'iv-bag',
  authors: ['dana-whitlock'],
  reviewedBy: 'priya-raman',
  categories: ['pharmacy', 'clinical-skills'],
  relatedCourses: ['pharmacy-technician'],
  relatedPosts: ['dea-number-check-digit', 'pharmacy-technician-and-pharmacist'],
  publishedDaysAgo: 62,
  meta: {
    title: 'IV flow rate by hand: mL per hour and drops',
    description:
      'Work out mL per hour and drops per minute with three examples, each step shown, and a check that catches mistakes.',
  },
  body: [
    p(
      'A pump does this sum for you on most days. On the day when it does not, somebody has to do it on paper, and do it right. You learn it by hand first, so that you notice when a screen is wrong.',
    ),
    callout(
      'warning',
      'For learning only',
      p(
        'This page teaches arithmetic. Never set a real infusion from it. At work you follow the order, the pump and the pharmacist.',
      ),
    ),
    h2('Two questions, two formulas'),
    p(
      'The first question is how fast the fluid runs: milliliters per hour. The second is how that looks in the drip chamber: drops per minute.',
    ),
    ul(
      '**mL per hour** = milliliters ÷ hours.',
      '**Drops per minute** = milliliters × drop factor ÷ minutes. Round to whole drops.',
    ),
    p('Nobody counts half a drop, so the second answer is always a whole number.'),
    h2('What a drop factor is'),
    p(
      'It is how many drops make one milliliter in this tubing. It is printed on the package, and it depends on the tubing, not on the fluid. The short name for drops is gtt.',
    ),
    table(
      ['Tubing', 'Drop factor', 'Used for'],
      ['Macro', '10 drops per mL', 'Larger drops'],
      ['Macro', '15 drops per mL', 'Larger drops'],
      ['Macro', '20 drops per mL', 'Larger drops'],
      ['Micro', '60 drops per mL', 'Small, exact amounts'],
    ),
    picture('iv-bag'),
    h2('Three worked examples'),
    h3('1000 mL over 8 hours, at 15 drops per mL'),
    ol(
      'Milliliters per hour: 1000 ÷ 8 = 125 mL per hour.',
      'Minutes: 8 × 60 = 480.',
      'Drops: 1000 × 15 = 15,000.',
      'Drops per minute: 15,000 ÷ 480 = 31.25. Round it: 31.',
    ),
    h3('500 mL over 4 hours, at 20 drops per mL'),
    ol(
      'Milliliters per hour: 500 ÷ 4 = 125 mL per hour.',
      'Minutes: 4 × 60 = 240.',
      'Drops: 500 × 20 = 10,000.',
      'Drops per minute: 10,000 ÷ 240 = 41.67. Round it: 42.',
    ),
    h3('100 mL over 30 minutes, at 15 drops per mL'),
    ol(
      'Hours: 30 minutes are half an hour, 0.5.',
      'Milliliters per hour: 100 ÷ 0.5 = 200 mL per hour.',
      'Drops: 100 × 15 = 1500.',
      'Drops per minute: 1500 ÷ 30 = 50.',
    ),
    p(
      'Look at the first two. Both run at 125 mL per hour, yet one drips 31 times a minute and the other 42. The tubing makes the difference. This is why you read the package.',
    ),
    h2('The slip that everybody makes'),
    p(
      'It is minutes and hours. If you divide 15,000 by 8 you get 1875 drops per minute, which is a garden hose. If you divide 1000 by 480 you get about 2 mL per hour, which is nearly nothing.',
    ),
    p(
      'So before you divide, say aloud what you want: per hour, or per minute? Then write the unit beside each number. Units that do not cancel are a sum that is not finished.',
    ),
    callout(
      'tip',
      'Check it backward',
      p(
        'Take your answer and run it the other way. 125 mL per hour for 8 hours is 1000 mL. If you do not get back to the bag, one of the steps is wrong.',
      ),
    ),
    h2('Numbers that cannot be'),
    p(
      'A volume of zero is not an order. A time of zero cannot be divided by. A minus sign is a typing mistake. When you see one of these, you stop and ask; you never fix it by guessing.',
    ),
    p(
      'Also stop when the answer looks strange. A rate over 250 mL per hour is possible, but somebody should say out loud that they mean it.',
    ),
    h2('Practice for tonight'),
    p(
      'Cover the answers. 250 mL over 2 hours is how many mL per hour? It is 125 again. At 60 drops per mL, how many drops a minute? 250 × 60 is 15,000, divided by 120 minutes: 125.',
    ),
    p(
      'Notice something? With micro tubing the two numbers are always the same, because an hour has 60 minutes. That is not luck. That is why the tubing is made that way.',
    ),
    p(
      'In the [pharmacy technician course](course:pharmacy-technician) these sums fill weeks 12 to 14. If they felt fine tonight, the other sum at the counter will too: [the DEA number](post:dea-number-check-digit).',
    ),
    courseCard('pharmacy-technician'),
    questions('Questions people ask', 'math', 'no-background'),
  ],
}
