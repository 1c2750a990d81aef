import type { MessageTexts } from '../texts.ts';

/** Messages to end users in English. */
export const MESSAGES_EN: MessageTexts = {
  greeting: 'Good day',
  closing: 'Kind regards\n{serviceProvider}',
  linkMissing: '[link follows]',
  someProvider: 'our identification partner',
  someServiceProvider: 'your service provider',
  notice:
    'Before you open the link: {url} takes you away from our pages to the identification portal of {provider}, our identification partner, which establishes your identity on behalf of Swisscom Trust Services. The personal data taken there serves one purpose only: to identify you properly for the electronic signature.',
  noticeOwnUse:
    'Before you open the link: {url} takes you away from our pages to the identification portal of {provider}, our identification partner, which establishes your identity on our behalf and on behalf of Swisscom Trust Services. The personal data taken there serves two purposes only: to identify you properly for the checks that the law against money laundering demands of us, and for the electronic signature.',
  subjects: {
    start: 'Your identification for {serviceProvider}',
    reuse_link: 'How to continue your identification',
    app_or_browser: 'How to get the identification to work',
    wait_for_result: 'Your identification is being checked',
    accept_terms: 'One last step: please accept the terms of use',
    check_data: 'Please check your data',
    new_identification: 'Please identify again',
    link_cancelled: 'Your earlier link is no longer valid',
    cannot_sign: 'If signing does not work',
    can_sign: 'You can sign now',
  },
  paragraphs: {
    invite: 'To sign with {serviceProvider} you need to be identified once. It takes only a few minutes.',
    link: 'Your personal link: {url}',
    link_follows: 'With the right data we will send you a new link.',
    broke_off: 'Your identification broke off. You can simply start again with the same link.',
    app_trouble:
      'We are sorry that the identification did not work. In most cases another browser or device helps; your link stays the same.',
    failed: 'Your identification could not be completed. Please try again with this new link.',
    video_ready:
      'Please have ready: your passport or identity card, your mobile phone for a code by SMS, good light, and 10 to 20 minutes. The call is held in German or English.',
    video_browser:
      'Use the current version of Chrome, Firefox, Opera or Edge and allow camera (at least 640 × 480) and microphone. Safari has known problems with the call; Internet Explorer does not work.',
    video_app: 'The app needs Android 5 or later, or iOS 13 or later.',
    video_network:
      'A stable connection of at least 0.5 MB/s each way is needed. In a company network port 443 must be open for more than web pages; a private connection often helps.',
    video_reuse: 'If the call breaks off, open the same link again. It stays valid until we cancel it.',
    bank_ready:
      'Please have ready: the access to your online banking at a German bank and your mobile phone for a code by SMS. Name, date of birth, mobile number and country must be the same as at your bank.',
    bank_session:
      'From the start you have 60 minutes. If something breaks off, you can open the same link again, up to five more times within these 60 minutes.',
    bank_terms:
      'Afterwards you will get an SMS: please accept the terms of use in it. Only then can you sign.',
    mobile_id:
      'Our advice: activate Mobile ID beforehand, and signing takes one confirmation on your phone. Without it you sign with a password and a one-time code.',
    wait_video:
      'You have done your part. The result is being checked a second time; with the call it takes 10 to 20 minutes. We will tell you when you can sign.',
    wait_bank: 'You have done your part. Your data is being registered; that takes a few minutes.',
    terms:
      'You have been identified. One step is left: you were sent an SMS with the terms of use. Please accept them; after that you can sign. If no SMS arrived, please tell us.',
    check_document:
      'Please compare what you gave us with your ID document: all first names, accents, spelling, date of birth. A difference makes the identification fail.',
    check_account:
      'Please compare what you gave us with the data at your bank: first name, surname, date of birth, mobile number and country. A difference makes the identification fail.',
    cancelled:
      'The link we sent you earlier is no longer valid. Please use only the newest one, or ask us for it.',
    signing:
      'You are identified. If signing does not work: check whether Mobile ID is active on this phone; without Mobile ID use the password you set and the one-time code by SMS. If you changed SIM card, number or phone since then, please tell us.',
    ready: 'You have been identified successfully and can sign.',
  },
};
