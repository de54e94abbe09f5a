package io.convrelu.data.prepare;

import io.convrelu.data.BadInputException;
import io.convrelu.data.archive.ArchiveLimits;
import io.convrelu.data.archive.ArchiveUnpacker;
import io.convrelu.data.input.FolderTree;
import io.convrelu.data.input.InputTree;
import io.convrelu.data.source.CifarFormat;
import io.convrelu.data.source.CifarVariant;
import io.convrelu.data.source.IdxFormat;
import io.convrelu.data.source.PolarityFormat;
import io.convrelu.data.source.QuotedTextFormat;
import io.convrelu.data.source.SourceFormat;
import io.convrelu.data.source.SourcePlan;
import io.convrelu.data.source.TinyImagenetFormat;
import io.convrelu.data.synthetic.SyntheticFormat;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the name of a data set to the plan of its source. */
final class Sources {

  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

  private final Configuration hadoop;
  private final Passes passes;

  Sources(Configuration hadoop, Passes passes) {
    this.hadoop = hadoop;
    this.passes = passes;
  }

  /**
   * Plans, after unpacking an archive into the work folder, where executors see it as well as they
   * see the output.
   */
  SourcePlan plan(PrepareRequest request, Path work) throws IOException {
    return switch (request.dataset()) {
      case SYNTHETIC -> SyntheticFormat.images(request.seed(), request.size());
      case SYNTHETIC_TEXT -> SyntheticFormat.texts(request.seed(), request.size());
      case CIFAR10 -> read(new CifarFormat(hadoop, CifarVariant.CIFAR_10), request, work);
      case CIFAR100 -> read(new CifarFormat(hadoop, CifarVariant.CIFAR_100), request, work);
      case AG_NEWS -> read(quoted(QuotedTextFormat.Variant.AG_NEWS), request, work);
      case YELP_FULL -> read(quoted(QuotedTextFormat.Variant.YELP_FULL), request, work);
      case MR -> read(new PolarityFormat(passes::countLines), request, work);
      case TINY_IMAGENET -> read(new TinyImagenetFormat(hadoop), request, work);
      case FASHION_MNIST -> read(new IdxFormat(hadoop), request, work);
    };
  }

  private SourceFormat quoted(QuotedTextFormat.Variant variant) {
    return new QuotedTextFormat(hadoop, variant, passes::countLines);
  }

  private SourcePlan read(SourceFormat format, PrepareRequest request, Path work)
      throws IOException {
    InputTree input = open(new Path(request.input()), new Path(work, "input.pack"));
    try {
      return format.plan(input);
    } catch (FileNotFoundException | AccessControlException e) {
      throw Outcome.unreadable(e);
    }
  }

  private InputTree open(Path input, Path pack) throws IOException {
    FileSystem fs = input.getFileSystem(hadoop);
    FileStatus status;
    try {
      status = fs.getFileStatus(input);
    } catch (FileNotFoundException e) {
      throw new BadInputException(
          FolderTree.display(fs.makeQualified(input)),
          "",
          "does not exist; expected a folder, a .tar.gz or a .zip archive",
          e);
    }
    if (status.isDirectory()) {
      return new FolderTree(fs, input);
    }
    LOG.info("unpacking {}", FolderTree.display(status.getPath()));
    return new ArchiveUnpacker(hadoop, ArchiveLimits.OFFICIAL).unpack(input, pack);
  }
}
