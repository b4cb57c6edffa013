import type { PostContent } from '../content'
import { callout, courseCard, h2, h3, ol, p, picture, questions, table, ul } from '../rich-text'

export const deaNumber: PostContent = {
  slug: 'dea-number-check-digit',
  title: 'How to check a DEA number by hand',
  excerpt:
    'Every prescription for a controlled drug carries a number with a small sum hidden in it. You can do that sum at the counter in ten seconds.',
  hero: 'prescription',
  authors: ['dana-whitlock'],
  reviewedBy: 'priya-raman',
  categories: ['pharmacy'],
  relatedCourses: ['pharmacy-technician'],
  relatedPosts: ['pharmacy-technician-and-pharmacist', 'iv-flow-rate-by-hand'],
  publishedDaysAgo: 6,
  meta: {
    title: 'How to check a DEA number by hand',
    description:
      'What the letters and digits of a DEA number mean, how to do the check-digit sum, and what a good sum does not prove.',
  },
  body: [
    h2('Why the number exists'),
    p(
      'Some drugs can hurt people in the wrong hands: opioids, stimulants, some sleeping pills. Whoever prescribes, stores or sells them must be on a federal register. The Drug Enforcement Administration keeps that register and gives each name on it a number.',
    ),
    p(
      'The number goes on the prescription. So the first person to look at it is often not the pharmacist. It is the technician at the window: you.',
    ),
    h2('Two letters, seven digits'),
    p(
      'The first letter says what kind of registrant this is. The second is the first letter of a person’s last name, or a 9 for a business. Then come six digits, and one more that checks them.',
    ),
    table(
      ['First letter', 'Who is registered'],
      ['`A` `B` `F` `G`', 'Pharmacy, hospital, clinic, practitioner, teaching institution'],
      ['`M`', 'Mid-level practitioner'],
      [
        '`P` `R`',
        'Manufacturer, distributor, researcher, laboratory, importer, exporter, reverse distributor, narcotic treatment program',
      ],
      ['`X`', 'Legacy. You may still meet it on old paper'],
    ),
    p(
      'A letter that is not in this table is a reason to stop and ask. It is not a reason to refuse on the spot.',
    ),
    p(
      'The second letter deserves a look too. Dr. Pike may be `AP` or `BP`. People change their names and keep their numbers, so a letter that does not fit is a question, not proof.',
    ),
    h2('The sum, step by step'),
    p('Take `AP5836727`. Put the letters aside. You need only the seven digits.'),
    ol(
      'Add the first, third and fifth digits: 5 + 3 + 7 = 15.',
      'Add the second, fourth and sixth: 8 + 6 + 2 = 16. Double it: 32.',
      'Add the two results: 15 + 32 = 47.',
      'Look at the last digit of that sum, 7. It must match the seventh digit. It does.',
    ),
    p(
      'Do it twice with a pencil and you will not need the pencil again. Odd places plainly, even places doubled, last digit wins.',
    ),
    h3('Three more that pass'),
    table(
      ['Number', 'Odd places', 'Even places, doubled', 'Sum', 'Check digit'],
      ['`AB1234563`', '1 + 3 + 5 = 9', '2 + 4 + 6 = 12, so 24', '33', '3, passes'],
      ['`BB1388568`', '1 + 8 + 5 = 14', '3 + 8 + 6 = 17, so 34', '48', '8, passes'],
      ['`F91234563`', '1 + 3 + 5 = 9', '2 + 4 + 6 = 12, so 24', '33', '3, passes, and the 9 says business'],
    ),
    h2('A number that fails'),
    p(
      'Now try `AB4523767`. The odd places give 4 + 2 + 7 = 13. The even places give 5 + 3 + 6 = 14, doubled to 28. Together that is 41, so the check digit should be 1. The paper says 7.',
    ),
    p('`AB4523763` fails in the same way. Its first six digits are the same, so it too should end in 1.'),
    p(
      'Someone made it up, or someone slipped a key. You cannot tell which from the sum. You can tell that it goes to the pharmacist now.',
    ),
    callout(
      'warning',
      'What a good sum proves',
      p(
        'Less than people think. It proves that the digits fit together. It does not prove that the number was ever issued, that it is still active, or that it belongs to the name on the paper. A pharmacist checks that with the DEA.',
      ),
    ),
    picture('prescription'),
    h2('How the digit slows fraud'),
    p(
      'Someone who invents a number out of the air has one chance in ten that the last digit fits. That stops the lazy. It also catches honest slips, such as two neighboring digits that changed places.',
    ),
    p(
      'It does not stop someone who copies a real number from a stolen pad. For that, you look at the whole prescription:',
    ),
    ul(
      'Does the drug fit this prescriber? A dentist rarely writes for a sleeping pill.',
      'Is the amount round and large, or is the date old?',
      'Is the writing too neat, or changed in one place?',
      'Does the phone number on the pad match the one in your own directory?',
    ),
    h2('What you do at the counter'),
    ol(
      'Read the letters. Does the first one fit this kind of prescriber?',
      'Do the sum.',
      'If anything is off, take the paper to the pharmacist. Say what you saw, not what you think it means.',
      'Do not question the patient. Most of the time they did nothing wrong.',
    ),
    p(
      'The decision is never yours alone. Where your part ends and the pharmacist’s begins is a post of its own: [what each of you does](post:pharmacy-technician-and-pharmacist).',
    ),
    courseCard('pharmacy-technician'),
    questions('Questions people ask', 'math', 'no-background'),
  ],
}
