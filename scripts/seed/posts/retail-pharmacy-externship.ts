import type { PostContent } from '../content'
import { callout, courseCard, h2, h3, ol, p, questions, table, ul } from '../rich-text'

export const retailPharmacy: PostContent = {
  slug: 'retail-pharmacy-externship',
  title: 'What an externship at a large pharmacy chain adds to your résumé',
  excerpt:
    'Four weeks at a busy chain pharmacy teach you speed, systems and people. Here is what you can write down afterward, and what you cannot.',
  hero: 'counting-tray',
  authors: ['dana-whitlock', 'joy-nakamura'],
  categories: ['pharmacy', 'studying-and-paying'],
  relatedCourses: ['pharmacy-technician'],
  relatedPosts: ['before-your-externship', 'pharmacy-technician-and-pharmacist'],
  publishedDaysAgo: 34,
  meta: {
    title: 'What a chain pharmacy externship adds to a résumé',
    description:
      'Four weeks at a large retail pharmacy: what you do, what you learn, and how to write it on a résumé without puffing it up.',
  },
  body: [
    p(
      'Large pharmacy chains take students for externships. You work there for some weeks, unpaid, under a pharmacist. You come out with hours, a reference and a clear idea of whether you like it.',
    ),
    callout(
      'note',
      'No chain is named here',
      p(
        'This post is about such programs in general. This sample school has no agreement with a chain, so it names none. We name a site only when it has agreed in writing.',
      ),
    ),
    h2('What a big pharmacy teaches that a small one cannot'),
    p(
      'A quiet pharmacy lets you watch. A busy one makes you choose. On a Monday you may see 400 prescriptions, two rejected claims a minute, and a line at the window. You learn what comes first.',
    ),
    h3('Systems'),
    p(
      'Chains run on one computer system in every branch. You learn queues, scan checks and pickup times. The buttons differ from chain to chain, but the steps do not.',
    ),
    h3('Volume'),
    p(
      'In class you fill ten orders an hour. At a chain you fill forty, and each one still gets checked. Speed comes from doing the same steps in the same order. It never comes from leaving one out.',
    ),
    h3('People'),
    p(
      'You meet the relieved, the rushed and the frightened. You learn to say “ten minutes” and mean it. You learn to hand over a question that is not yours to answer.',
    ),
    h2('A week by week picture'),
    table(
      ['Week', 'What you do', 'What your preceptor signs'],
      ['1', 'Watch, put stock away, learn the shelves', 'You know where things are and what is locked'],
      ['2', 'Enter prescriptions, count, label', 'Orders filled without a correction'],
      [
        '3',
        'The window and the phone, with someone beside you',
        'You take details right and pass questions on',
      ],
      ['4', 'A full shift at one station', 'You can be left with a task'],
    ),
    p(
      'Externships of 130 to 160 hours are common. Ours asks for 160, and [its page](externship:community-pharmacy) lists what you may and may not do.',
    ),
    h2('What you need before day one'),
    ul(
      'An average of 70 percent or more.',
      'A clear background check and drug screen.',
      'Your shots, and a CPR card.',
      'In Virginia, trainee registration with the Board of Pharmacy.',
    ),
    p(
      'You bear those costs, and some of them take weeks. There is a calendar for it in [checks and shots before an externship](post:before-your-externship).',
    ),
    h2('How it reads on a résumé'),
    p(
      'An employer skims a résumé in seconds. “Externship, pharmacy” says nothing. Numbers and verbs say something. Write down what you did, how much of it, and who watched.',
    ),
    ol(
      'Name it for what it is: *Externship, 160 hours, community pharmacy*.',
      'Give three lines, each with a verb and a number.',
      'Leave out what you only watched.',
      'Ask your preceptor whether you may list them, and how.',
    ),
    table(
      ['Weak line', 'Better line'],
      [
        'Helped in the pharmacy',
        'Entered and filled about 60 prescriptions a shift under a pharmacist’s check',
      ],
      ['Good with customers', 'Took in prescriptions at the window and by phone, two shifts a week'],
      ['Did inventory', 'Pulled expired stock from 40 shelves and logged it'],
    ),
    callout(
      'warning',
      'Do not round up',
      p(
        'If it was 28 prescriptions, write 28. The next pharmacist may call the last one. Trust is most of this job.',
      ),
    ),
    h2('What it does not add'),
    p(
      'It is not a promise of a job, there or anywhere. Some sites hire people they know, and many do not. It is not a license either: you still need the exam, and you still need to register.',
    ),
    p(
      'It also does not replace a reference from your instructor. Ask for that one in the last week of class, while they still remember your hands.',
    ),
    h2('Questions to ask before you say yes'),
    ul(
      'Which shifts, and how far in advance do I know them?',
      'Who is my preceptor, and how many students do they have?',
      'What may students do here, and what not?',
      'Who signs my hours, and how often?',
    ),
    p('If nobody can answer, ask for another site. A month is too long to spend in a corner.'),
    courseCard('pharmacy-technician'),
    questions('Questions about externships', 'find-site', 'paid-externship', 'background-check'),
  ],
}
