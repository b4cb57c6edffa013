import type { PostContent } from '../content'
import { callout, h2, h3, ol, p, picture, questions, table, ul } from '../rich-text'

export const beforeYourExternship: PostContent = {
  slug: 'before-your-externship',
  title: 'Checks and shots: what comes before an externship',
  excerpt:
    'A background check, a drug screen, a handful of shots and a CPR card. Start in week one, because one of them takes months.',
  hero: 'shot-card',
  authors: ['joy-nakamura'],
  reviewedBy: 'elena-ortiz',
  categories: ['studying-and-paying', 'clinical-skills'],
  relatedCourses: ['phlebotomy', 'pharmacy-technician', 'clinical-medical-assistant'],
  relatedPosts: ['retail-pharmacy-externship', 'how-to-pay-and-read-a-cost-table'],
  publishedDaysAgo: 132,
  meta: {
    title: 'Background check and shots before an externship',
    description:
      'What a site asks for before it lets you in, how long each item takes, who pays, and what to do about an old record.',
  },
  body: [
    p(
      'Three of our courses end at a real site. No site lets you in on your good name. It wants papers, and it wants them before day one. A missing signature keeps you out as surely as a bad grade.',
    ),
    h2('The usual list'),
    p(
      'Sites differ, and each sets its own rules. These are the conditions that you meet most often. You bear the costs.',
    ),
    table(
      ['Item', 'Who does it', 'Allow'],
      ['Average of 70 percent or more', 'You', 'The whole course'],
      ['Background check', 'A screening company', '2 to 4 weeks'],
      ['Drug screen', 'A lab', '1 week'],
      ['Immunizations', 'A clinic or your doctor', 'Days to months'],
      ['CPR card', 'A trainer', 'One day, once you have a date'],
    ),
    p('The times are what we tell our students to allow. They are not promises of anyone.'),
    picture('shot-card'),
    h2('Shots: start here'),
    p(
      'Some are a series with weeks between the doses. If you need the whole series, you cannot hurry it. So you look for your old records first.',
    ),
    ol(
      'Ask your doctor, your parents and your last school for your shot record.',
      'Ask the site, through us, for its exact list. Do not guess from a friend’s.',
      'Take both to a clinic and ask what is missing.',
      'Book all the dates at once, and put the card where you will find it.',
    ),
    p(
      'A blood test can sometimes show that you are protected, and then you need no shot. Ask what costs less.',
    ),
    h3('If you cannot have one'),
    p(
      'Some people cannot have a certain shot. Tell us early and bring a letter from your doctor. The site decides whether it can take you. Not all can.',
    ),
    callout(
      'warning',
      'Ask a clinician, not this page',
      p('Which shots are right for you is a medical question. This page is only about papers and time.'),
    ),
    h2('The background check'),
    p(
      'It looks at court records, and at lists of people who may not work with patients. You agree to it in writing, and you can ask for a copy. Read that copy. Mistakes happen, and mix-ups of names too.',
    ),
    h3('If there is something on it'),
    ul(
      'Tell us before you pay the school anything.',
      'Say what it was, when, and how it ended. Bring the court paper if you have it.',
      'We ask the sites, without your name, whether they would take such a case.',
      'You decide with that answer in hand.',
    ),
    p('An old mistake does not always close the door. A hidden one nearly always does.'),
    h2('The drug screen'),
    p(
      'Bring the list of what you take, with the labels. A prescribed drug is not a failed test, but you have to be able to show it. Something that is legal for you at home can still fail at a hospital. The site’s rule is what counts.',
    ),
    h2('The CPR card'),
    p(
      'Sites want one for health workers, with practice on a doll. A course that is online only is often refused. It must be valid through your last day, not just your first.',
    ),
    h2('A calendar that works'),
    table(
      ['Week of class', 'Do this'],
      ['1', 'Look for your shot record'],
      ['2', 'Clinic: find out what is missing, get the first doses'],
      ['4', 'Book the CPR class'],
      ['6', 'Background check'],
      ['8', 'Next doses, CPR done'],
      ['Three weeks before', 'Drug screen, when the site says so'],
      ['One week before', 'All papers in one folder, with a copy at home'],
    ),
    h2('On the first day'),
    p(
      'You come ten minutes early, in clean scrubs of your color, hair tied back, with the folder. You know the name of your preceptor. You have eaten.',
    ),
    p(
      'What happens then depends on the job: [the pharmacy](externship:community-pharmacy), [the lab](externship:outpatient-lab) and [the practice](externship:family-practice) each have a page of their own.',
    ),
    questions('Questions about externships', 'background-check', 'find-site', 'paid-externship'),
  ],
}
