// The browser's own speech recognition, where there is one.

const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;

export class Ear {
  constructor({ onWords, onNothing, onChange }) {
    this.works = Boolean(Recognition);
    this.onWords = onWords;
    this.onNothing = onNothing;
    this.onChange = onChange;
    this.hearing = null;
  }

  /** Hears one utterance; called once more, it stops listening. */
  listen(locale) {
    if (this.hearing) {
      this.hearing.stop();
      return;
    }
    this.hearing = new Recognition();
    this.hearing.lang = locale;
    this.hearing.onresult = (event) => this.onWords(event.results[0][0].transcript);
    this.hearing.onerror = (event) => event.error !== "aborted" && this.onNothing();
    this.hearing.onend = () => {
      this.hearing = null;
      this.onChange(false);
    };
    this.hearing.start();
    this.onChange(true);
  }
}
