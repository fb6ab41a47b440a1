package dev.skerry.desk.receipts;

import dev.skerry.desk.read.ReadSideError;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;

/** What is said against one receipt, which is named by its site and its number. */
public final class ReceiptProblem {
  private ReceiptProblem() {}

  static Problem of(ReadSideError code, Receipt receipt, String reason) {
    return new SkerryException(code, item(receipt), reason).problem();
  }

  /** How a problem names the receipt that it is about. */
  public static String item(Receipt receipt) {
    return "receipt %s %06d".formatted(receipt.site(), receipt.number());
  }
}
