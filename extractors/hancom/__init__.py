"""What the formats of the HWP family share: one tree of paragraphs, tables and boxes, and its way into the model."""
