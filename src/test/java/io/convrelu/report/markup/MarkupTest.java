package io.convrelu.report.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkupTest {

  @Test
  void textAndAttributesAreEscaped() {
    Markup out = new Markup().element("p", "<b>&\"'", "title", "\"><script>x</script>");

    assertThat(out)
        .hasToString(
            "<p title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">&lt;b&gt;&amp;&quot;&#39;</p>");
  }

  @Test
  void controlCharactersThatHtmlForbidsAreReplaced() {
    assertThat(new Markup().text("a\u0000b\u001bc\nd")).hasToString("a\uFFFDb\uFFFDc\nd");
  }

  @Test
  void anElementClosedOutOfOrderIsAnError() {
    assertThatThrownBy(() -> new Markup().open("p").open("b").close("p"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Markup().open("p").document())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("p");
  }

  @Test
  void aScriptThatEndsItsElementIsRefused() {
    assertThatThrownBy(() -> new Markup().own("script", "'</script>'"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
