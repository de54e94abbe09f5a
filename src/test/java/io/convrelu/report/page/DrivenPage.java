package io.convrelu.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convrelu.testing.HeadlessBrowser;
import io.convrelu.testing.HeadlessBrowser.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in a browser together with a script that plays its reader. The page's own policy would
 * refuse that script, so it is taken out; that the policy does refuse it has a test of its own.
 */
final class DrivenPage {

  private static final Pattern ANSWER = Pattern.compile("data-answer=\"([^\"]*)\"");

  private final HeadlessBrowser browser;
  private final Path folder;
  private final String page;

  DrivenPage(HeadlessBrowser browser, Path folder, String page) {
    this.browser = browser;
    this.folder = folder;
    this.page = page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
  }

  /**
   * Loads the page, lets the script act, and gives what it answers. No message may come to the
   * console.
   *
   * @param fragment of the address, with its {@code #}; may be empty
   * @param script the body of an asynchronous function that returns the answer
   */
  JsonNode ask(String fragment, String script, String... options)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile(folder, "driven", ".html");
    String driver =
        """
        (async () => {
          const wait = (ms) => new Promise((done) => setTimeout(done, ms));
          const $ = (css) => document.querySelector(css);
          const all = (css) => [...document.querySelectorAll(css)];
          let answer;
          try {
            answer = await (async () => { SCRIPT })();
          } catch (error) {
            answer = { error: String(error.stack) };
          }
          const bytes = new TextEncoder().encode(JSON.stringify(answer));
          document.documentElement.dataset.answer =
            btoa([...bytes].map((byte) => String.fromCharCode(byte)).join(''));
        })();
        """
            .replace("SCRIPT", script);
    Files.writeString(file, page.replace("</body>", "<script>" + driver + "</script></body>"));
    Output output = browser.load(file.toUri() + fragment, options);
    assertThat(output.console()).isEmpty();
    Matcher answer = ANSWER.matcher(output.dom());
    assertThat(answer.find()).as("the script came to an end").isTrue();
    byte[] json = Base64.getDecoder().decode(answer.group(1));
    JsonNode read = new ObjectMapper().readTree(new String(json, StandardCharsets.UTF_8));
    assertThat(read.path("error").asText()).isEmpty();
    return read;
  }
}
