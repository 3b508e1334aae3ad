"""What pages look like, as data: furniture, dates, scripts. The files say what their entries mean."""
