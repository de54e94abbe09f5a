package io.convrelu.report.page;

import io.convrelu.report.markup.Markup;
import java.util.List;

/** How to read the page: what the numbers are and what they are not. */
final class NotesSection {

  private static final List<String> NOTES =
      List.of(
          "A row is one configuration, run once for each seed. Its accuracy is the mean over the "
              + "seeds that completed, after the last epoch, ± the half width of the 95% confidence "
              + "interval of that mean: t(n−1; 0.975) · s / √n, with the sample deviation s of n "
              + "seeds. One seed gives no interval. Trials that ended otherwise are counted in the "
              + "column of seeds and have no part in any mean.",
          "The difference to ReLU is taken seed by seed against the ReLU row with the same other "
              + "settings; its interval is that of the mean of these differences, not corrected for "
              + "the number of comparisons. p is that of the two-sided paired t-test, corrected for "
              + "all m comparisons of the table by Holm's procedure (1979); ▲ or ▼ stands where it "
              + "is at most 5%. The t-test assumes that the differences are normally distributed, "
              + "which a few seeds cannot show; in the tooltip stands the exact sign-flip test, "
              + "which assumes no distribution but with n seeds cannot fall below 2 / 2^n (25% "
              + "with three). No mark is no proof of equality. One pair, or differences that are "
              + "all equal, cannot be tested.",
          "(A) and (last): all activations, or those of the last block, are replaced; without a "
              + "mark those of the first block are (first two convolutions of a text network). "
              + "Thresholds start at zero unless another init is named.",
          "The paper's figures (Gao, Cai and Ji, \"Adaptive Convolutional ReLUs\", tables 1 to 5) "
              + "are single runs on full data sets, trained for more than 250 epochs. They stand "
              + "beside a row only where data set, network and activation choice are the same, and "
              + "are no target for subsets or short trainings.",
          "Table 2 of the paper calls its text network only \"VGG-like\" and cites Zhang, Zhao and "
              + "LeCun 2015, who have a small and a large one of that form; its figures stand beside "
              + "both, char-cnn-small and char-cnn-large. Where the paper names no strategy for "
              + "ConvReLU, its setup is taken: first; where it names no init: zero. Its text gives "
              + "DenseNet-40 blocks of 8 layers; the usual network of that name has 12.",
          "A dead unit is one that no probed example of the evaluated split activated; the share is over "
              + "all layers.",
          "Thresholds of several seeds and layers are brought to one grid; each recorded bin is "
              + "spread evenly over its range.");

  void render(Markup out) {
    out.open("section", "class", "notes", "id", "notes", "aria-labelledby", "notes-title");
    out.element("h2", "How to read this", "id", "notes-title").open("ul");
    NOTES.forEach(note -> out.element("li", note));
    out.close("ul").close("section").line();
  }
}
