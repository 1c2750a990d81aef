import type { MessageTexts } from '../texts.ts';

/** Messages to end users in English. */
export const MESSAGES_EN: MessageTexts = {
  greeting: 'Hello',
  closing: 'Kind regards\n{serviceProvider}',
  linkMissing: '[link follows]',
  someServiceProvider: 'Your support team',
  notice:
    'The link takes you from our pages to our identification partner {provider}, who identifies you on behalf of Swisscom Trust Services. Your personal data collected there is used only to identify you properly for your electronic signature.',
  noticeOwnUse:
    'The link takes you from our pages to our identification partner {provider}, who identifies you on our behalf and on behalf of Swisscom Trust Services. Your personal data collected there is used only for the anti-money-laundering checks required of us by law and for your electronic signature.',
  subjects: {
    start: 'How to start your identification',
    reuse_link: 'Continue with the same link',
    app_or_browser: 'Help with your identification',
    wait_for_result: 'Your identification is being checked',
    accept_terms: 'One last step: the terms of use',
    check_data: 'Please check your details',
    new_identification: 'Your new link',
    link_cancelled: 'Your link is no longer valid',
    cannot_sign: 'Help with signing',
    can_sign: 'You can sign now',
  },
  paragraphs: {
    invite: 'Before you can sign electronically, you need to identify yourself online.',
    link: 'Your personal link: {url}',
    interrupted: 'Your identification was interrupted. You can start again with the same link.',
    app_trouble:
      'We are sorry that the identification did not work. Please try another browser or device; your link stays the same.',
    failed:
      'Your last attempt could not be completed. Please identify again with this new link. The earlier link no longer works.',
    video_need:
      'You need your passport or identity card, your mobile phone (a code comes by SMS), good light and 10 to 20 minutes. The video call is in German or English.',
    video_tech:
      'Please use the latest version of Chrome, Firefox, Edge or Opera and allow camera and microphone. Safari can cause problems; Internet Explorer does not work. If the call does not start in a company network, try a private connection.',
    video_app: 'The app of {provider} needs Android 5 or iOS 13, or newer.',
    video_again: 'If the call is interrupted, open the same link again.',
    bank_need:
      'You need online banking at a German bank in your own name and your mobile phone (a code comes by SMS). You log in to your bank and make one small payment. Name, date of birth, mobile number and country must be the same as at your bank.',
    bank_session:
      'From the start you have 60 minutes. If you are interrupted, open the same link again within this time (up to 5 times).',
    bank_terms: 'Afterwards you get an SMS with Swisscom’s terms of use. Once you accept them, you can sign.',
    mobile_id:
      'Tip: activate Mobile ID before you start. You then confirm your signature on your phone; without it you use a password and a code by SMS.',
    wait: 'Thank you, you have done your part. The result is now being checked. We will tell you as soon as you can sign.',
    wait_video:
      'Thank you, you have done your part. The result is now being checked. From the start of the video call this usually takes up to 20 minutes. We will tell you as soon as you can sign.',
    terms:
      'You have been identified. Before you can sign, please accept Swisscom’s terms of use. You should have received an SMS about them.',
    no_sms: 'No SMS? Please tell us.',
    check_document:
      'Your identification could not be completed. Often the details given to us differ from your ID document. Please check all first names, surname, accents and date of birth and tell us what to correct. You will then get a new link.',
    check_account:
      'Your identification could not be completed. Often the details given to us differ from your bank account. Please check first name, surname, date of birth, mobile number and country and tell us what to correct. You will then get a new link.',
    cancelled:
      'The link for your identification is no longer valid. If you still want to sign, please contact us for a new one.',
    signing: 'You are identified. Please tell us what you see when you try to sign.',
    change_nothing:
      'Please do not set a new password or set up Mobile ID again before we have talked: you might have to identify again. If your SIM card, number or phone has changed, please tell us.',
    ready: 'Your identification is complete. You can now sign electronically.',
  },
};
