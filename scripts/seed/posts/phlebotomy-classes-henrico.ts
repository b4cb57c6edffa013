import type { PostContent } from '../content'
import {
  callout,
  callToAction,
  courseCard,
  h2,
  h3,
  p,
  pictureWithCaption,
  questions,
  table,
  ul,
} from '../rich-text'

export const phlebotomyInHenrico: PostContent = {
  slug: 'phlebotomy-classes-henrico',
  title: 'Phlebotomy classes in Henrico: your first weeks',
  excerpt: 'No needles until week four. Here is what fills the time, and why it matters later.',
  hero: 'tube-rack',
  authors: ['marcus-bell'],
  reviewedBy: 'elena-ortiz',
  categories: ['phlebotomy'],
  relatedCourses: ['phlebotomy'],
  relatedPosts: ['order-of-draw', 'sitting-an-nha-exam', 'working-while-studying-evenings'],
  publishedDaysAgo: 13,
  meta: {
    title: 'Phlebotomy classes in Henrico: your first weeks',
    description:
      'What you do in phlebotomy class in Henrico before the first needle, how the hours add up, and what the CPT exam wants.',
  },
  body: [
    p(
      'People come to the first evening and look for the needles. There are none on the table. There is soap, there are gloves, and there is a box of empty tubes.',
    ),
    p(
      'That is on purpose. A bad stick hurts for a minute. A wrong label can hurt for a lifetime. So you learn the labels first.',
    ),
    h2('How the 14 weeks are cut'),
    p(
      'Courses in phlebotomy run from 10 to 18 weeks. Ours takes 14: ten weeks of evenings in Henrico, then four weeks of days at a site. The evenings are 12 hours a week.',
    ),
    table(
      ['Weeks', 'What you do', 'Hours'],
      ['1', 'Infection control', '12'],
      ['2', 'Blood, veins and the words for them', '12'],
      ['3', 'Order of draw', '12'],
      ['4 and 5', 'The training arm', '24'],
      ['6 and 7', 'Each other', '24'],
      ['8', 'Capillary sticks', '12'],
      ['9', 'Hard draws', '12'],
      ['10', 'Labels, consent, exam review', '12'],
      ['11 to 14', 'Externship', '140'],
    ),
    h2('Week one: your hands'),
    p(
      'You wash your hands more often than you thought possible. You put on gloves, take them off inside out, and do it again with shaving cream on them. If you see white on your wrist, you did it wrong.',
    ),
    p(
      'You learn what to do after a needle stick, before there is a needle. Wash, report, get seen. In that order, at once, every time.',
    ),
    h2('Week two: somebody else’s arm'),
    p(
      'You find veins by touch. Close your eyes and press: a vein bounces, a tendon does not. You learn the three at the elbow and why you like the middle one best.',
    ),
    p(
      'You also learn to talk. “May I see your arm? Please tell me your full name and your date of birth.” Two identifiers, every time, and never “Are you Mrs. Hall?” Tired people say yes to anything.',
    ),
    h2('Week three: the tubes'),
    p(
      'Seven colors, one order. The additive from one tube can spoil the next, so the order is not a matter of taste. You learn it with a song, if you must. We have heard it too often.',
    ),
    pictureWithCaption('tube-rack', 'Your tray in week three, left to right. Culture bottles come first.'),
    p(
      'The whole list, with how many times you turn each tube, is in [the order of draw](post:order-of-draw).',
    ),
    h2('Weeks four to seven: needles'),
    h3('The training arm'),
    p(
      'It is rubber, it bleeds red water, and it does not mind. You draw until three in a row go in clean. Some people need ten tries, some sixty. Nobody keeps the number but you.',
    ),
    h3('Each other'),
    p(
      'In week six your partner rolls up a sleeve. The instructor stands at your elbow and says nothing unless you need it. You will miss. You say so, let the tourniquet go, and ask for help. Two tries, then someone else.',
    ),
    callout(
      'tip',
      'If you tend to faint',
      p(
        'Say so in week one. You start lying down and you eat first. Most people get used to it. If you do not, better to learn it here than at work.',
      ),
    ),
    h2('What the exam wants from you'),
    p(
      'The [CPT exam](certification:cpt) of NHA asks for 30 venipunctures and 10 capillary sticks on live people before you may sit it. Rubber does not count. Your log shows each one, with a signature.',
    ),
    p(
      'Virginia asks for no state certificate to draw blood. Only California, Washington, Nevada and Louisiana do. Employers can still ask for a national one.',
    ),
    h2('The hard part'),
    ul(
      'The externship is daytime, 35 hours a week, unpaid. Talk with your manager before you enroll.',
      'You need a clear background check, a drug screen, shots and a CPR card. You pay for those.',
      'You will be stuck by beginners, and you will be one.',
    ),
    p('If that sounds bearable, come and watch a class. You will know within an hour.'),
    courseCard('phlebotomy'),
    questions('Questions people ask', 'classmate-draw', 'faint', 'miss-a-class', 'day-job'),
    callToAction(
      'Sit in on an evening',
      'Free, in Henrico, and you sign nothing.',
      'How to get in',
      'page:admissions',
    ),
  ],
}
